"""What colleagues say to one another, who is told, and second verdicts given blind."""

from django.urls import include, path

from claims.views import agreement, blind, comments, notices

one = [
    path("comments/", comments.say, name="claim-comments"),
    path("comments/<int:n>/answers/", comments.answer, name="claim-answer"),
    path("comments/<int:n>/resolution/", comments.resolution, name="claim-resolution"),
    path("blind/request/", blind.request, name="claim-blind-request"),
    path("blind/", blind.given, name="claim-blind"),
    path("blind/waiver/", blind.waiver, name="claim-blind-waiver"),
    path("blind/settlement/", blind.settlement, name="claim-blind-settlement"),
]

urlpatterns = [
    path("claims/<int:pk>/", include(one)),
    path("notices/", notices.listing, name="notices"),
    path("notices/reading/", notices.reading_all, name="notices-read"),
    path("notices/<int:pk>/reading/", notices.reading, name="notice-read"),
    path("agreement/", agreement.agreement, name="agreement"),
]
