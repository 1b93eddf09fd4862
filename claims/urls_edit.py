"""Changing what a claim is, and what was done to find out about it besides attaching passages."""

from django.urls import include, path

from claims.views import conflicts, editing, trying

one = [
    path("parts/", editing.part, name="claim-part"),
    path("place/", editing.placing, name="claim-place"),
    path("searches/", trying.searches, name="claim-searches"),
    path("questions/", trying.questions, name="claim-questions"),
    path("questions/<int:n>/answer/", trying.answer, name="claim-question-answer"),
    path("conflicts/", conflicts.mark, name="claim-conflicts"),
    path("conflicts/<int:n>/settlement/", conflicts.settlement, name="claim-conflict-settlement"),
]

urlpatterns = [path("claims/<int:pk>/", include(one))]
