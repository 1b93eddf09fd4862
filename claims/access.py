"""Who may do what. What is not named here is refused."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.shortcuts import get_object_or_404

from claims.models import Claim, Lease, Person, Retraction, Verdict
from claims.states import STEPS, Role, Rule, State, Who

DESK = (Role.REVIEWER, Role.SENIOR, Role.CURATOR)  # who reads what is not published
REVIEWERS = (Role.REVIEWER, Role.SENIOR)

# The admin site: model -> what each role may do there. Whatever is missing is invisible.
ADMIN: dict[str, dict[str, set[str]]] = {
    Role.CURATOR: {
        "outlet": {"view", "add", "change", "delete"},
        "feed": {"view", "add", "change", "delete"},
        "scale": {"view", "add", "change"},
        "rating": {"view", "add", "change", "delete"},
        "article": {"view", "change"},
        "apitoken": {"view", "add", "change"},
        "topic": {"view", "add", "change", "delete"},
        "story": {"view"},
        "claimant": {"view", "add", "change", "delete"},
        "claimantname": {"view", "add", "change", "delete"},
        "nameproposal": {"view"},
        **{
            name: {"view"}
            for name in ("revision", "import", "importitem", "claim", "mention", "evidence", "verdict", "signoff")
        },
        **{
            name: {"view"}
            for name in ("publication", "retraction", "event", "anchoring", "origin", "host", "watch", "alias")
        },
    },
    Role.ADMINISTRATOR: {
        "person": {"view", "add", "change"},
        "authenticator": {"view", "delete"},
        "logentry": {"view"},
    },
}


def may_in_admin(person: Person, perm: str) -> bool:
    """`perm` is Django's "app.action_model"."""
    action, _, model = perm.partition(".")[2].partition("_")
    return person.is_active and any(action in ADMIN.get(role, {}).get(model, set()) for role in person.roles)


def may_read_desk(person: Person) -> bool:
    return person.is_any(*DESK)


def may_review(person: Person) -> bool:
    return person.is_any(*REVIEWERS)


def may_weigh(person: Person) -> bool:
    """Set what the ranking goes by."""
    return person.is_any(Role.CURATOR, Role.SENIOR)


def claim_for(person: Person, pk: int) -> Claim:
    """Fetch and authorise in one call: 403 for whom the desk's work is not, else the claim or 404."""
    if not may_read_desk(person):
        raise PermissionDenied
    return get_object_or_404(Claim.objects.select_related("article__outlet", "assignee"), pk=pk)


def live_lease(claim: Claim) -> Lease | None:
    """The claim's lease unless it has run out by the database's clock."""
    return Lease.objects.filter(claim=claim, expires_at__gt=Now()).select_related("holder").first()


def open_verdict(claim: Claim) -> Verdict | None:
    return claim.verdicts.filter(standing__in=["submitted", "signed"]).select_related("proposed_by", "rating").first()


def open_retraction(claim: Claim) -> Retraction | None:
    return claim.retractions.filter(confirmed_by=None, declined_by=None).select_related("asked_by").first()


def allowed(who: Who, person: Person | None, claim: Claim | None) -> bool:
    """Does the policy `who` hold for this person and this claim now?"""
    if who is Who.MACHINE or person is None:
        return who is Who.MACHINE and person is None
    by_role = {
        Who.DESK: DESK,
        Who.REVIEWERS: REVIEWERS,
        Who.SENIORS: (Role.SENIOR,),
        Who.MERGERS: (Role.SENIOR, Role.CURATOR),
    }
    if who in by_role:
        return person.is_any(*by_role[who])
    assert claim is not None, f"{who} asks about a claim"
    return _related(who, person, claim)


def _related(who: Who, person: Person, claim: Claim) -> bool:
    senior = person.is_any(Role.SENIOR)
    if who in (Who.HOLDER, Who.HOLDER_OR_SENIOR):
        lease = live_lease(claim)
        holds = may_review(person) and lease is not None and lease.holder_id == person.pk
        return holds or (senior and who is Who.HOLDER_OR_SENIOR)
    if who is Who.SECOND_SENIOR:
        asked = open_retraction(claim)
        return senior and asked is not None and asked.asked_by_id != person.pk
    verdict = open_verdict(claim)
    proposed = verdict is not None and verdict.proposed_by_id == person.pk
    if who is Who.PROPOSER_OR_SENIOR:
        return senior or (may_review(person) and proposed)
    other_senior = senior and verdict is not None and not proposed
    return other_senior and not (who is Who.SIGNER and _attached_barred(person, claim))


def _attached_barred(person: Person, claim: Claim) -> bool:
    """Under the strict setting whoever attached evidence that is still there can't sign over it."""
    return settings.STRICT_SIGN_OFF and claim.evidence.filter(attached_by=person, removed_at=None).exists()


def rule_for(step: str, claim: Claim | None) -> Rule | None:
    return STEPS[step].get(State(claim.state) if claim else None)


def may(person: Person, step: str, claim: Claim) -> bool:
    """For showing a button; the door asks again."""
    rule = rule_for(step, claim)
    return rule is not None and allowed(rule.who, person, claim)
