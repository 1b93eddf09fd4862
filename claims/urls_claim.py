"""The claim and every step of the work on it. Actions are nouns."""

from django.urls import include, path

from claims.views import claim, evidence, publication, signoff, steps, suggested, undoing, verdict

one = [
    path("", claim.claim, name="claim"),
    path("record/", claim.record, name="claim-record"),
    path("lease/", steps.lease, name="claim-lease"),
    path("lease/heartbeat/", steps.heartbeat, name="claim-heartbeat"),
    path("release/", steps.release, name="claim-release"),
    path("wording/", steps.wording, name="claim-wording"),
    path("acceptance/", steps.acceptance, name="claim-acceptance"),
    path("dismissal/", steps.dismissal, name="claim-dismissal"),
    path("reopening/", steps.reopening, name="claim-reopening"),
    path("merger/", steps.merger, name="claim-merger"),
    path("unmerger/", steps.unmerger, name="claim-unmerger"),
    path("evidence/", evidence.evidence, name="claim-evidence"),
    path("evidence/<int:n>/", evidence.passage, name="claim-passage"),
    path("evidence/<int:n>/removal/", evidence.passage_removal, name="claim-passage-removal"),
    path("evidence/comparison/", evidence.comparison, name="claim-comparison"),
    path("suggestions/<int:n>/", suggested.acceptance, name="claim-suggestion"),
    path("suggestions/<int:n>/rejection/", suggested.rejection, name="claim-suggestion-rejection"),
    path("undoing/", undoing.undoing, name="claim-undo"),
    path("draft/", verdict.draft, name="claim-draft"),
    path("submission/", verdict.submission, name="claim-submission"),
    path("signature/", signoff.signature, name="claim-signature"),
    path("return/", signoff.send_back, name="claim-return"),
    path("amendment/", signoff.amendment, name="claim-amendment"),
    path("publication/", publication.publication, name="claim-publication"),
    path("correction/", publication.correction, name="claim-correction"),
    path("retraction/", publication.retraction, name="claim-retraction"),
    path("retraction/confirmation/", publication.retraction_confirmation, name="claim-retraction-confirmation"),
    path("retraction/refusal/", publication.retraction_refusal, name="claim-retraction-refusal"),
]

urlpatterns = [
    path("claims/new/", claim.add, name="claim-add"),
    path("claims/<int:pk>/", include(one)),
]
