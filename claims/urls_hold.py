"""In whose hands a claim is, and texts that could not be saved."""

from django.urls import include, path

from claims.views import drafts_lost, holds

one = [
    path("handover/", holds.handover, name="claim-handover"),
    path("lease/end/", holds.lease_end, name="claim-lease-end"),
    path("lost/", drafts_lost.keep, name="claim-lost"),
    path("lost/<int:n>/", drafts_lost.one, name="claim-lost-draft"),
]

urlpatterns = [path("claims/<int:pk>/", include(one))]
