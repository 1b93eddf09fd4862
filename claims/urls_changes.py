"""What changed in articles, and judging it; what programs may ask."""

from django.urls import path

from claims.api import imports as api
from claims.views import changes, revisions

urlpatterns = [
    path("api/imports/", api.imports, name="api-imports"),
    path("changes/", changes.listing, name="changes"),
    path("changes/<int:pk>/judgement/", changes.judgement, name="change-judgement"),
    path("articles/<int:pk>/revisions/<int:n>/changes/", revisions.changes, name="revision-changes"),
]
