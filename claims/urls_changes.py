"""What changed in articles, and judging it."""

from django.urls import path

from claims.views import changes, revisions

urlpatterns = [
    path("changes/", changes.listing, name="changes"),
    path("changes/<int:pk>/judgement/", changes.judgement, name="change-judgement"),
    path("articles/<int:pk>/revisions/<int:n>/changes/", revisions.changes, name="revision-changes"),
]
