"""A second verdict given blind: asked for at a claim's first submission, and the first one sealed until it is there.

Sealed means: nobody but its proposer sees rating, rationale, what was said on the claim, or who proposed it.
"""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now

from claims.access import REVIEWERS, may_review
from claims.models import BlindVerdict, Claim, Event, Evidence, Person, Rating, Verdict
from claims.states import Role, State
from claims.workflow import Missing, NotAllowed, Stale, WrongStep, change, lock, record

WAITS = Q(given_at__isnull=True, settled_at__isnull=True)
HELD = ("take", "correct")  # whoever held the claim has read its draft
BEFORE = (State.NEW, State.QUEUED, State.WORKING)  # when a senior can ask for one: nobody has seen a verdict yet
WHOLE = 16**8


@transaction.atomic
def request(claim: Claim, person: Person, version: int) -> None:
    """A senior wants one of the verdict that comes."""
    locked = lock(claim.pk)
    _require_senior(person)
    if locked.state not in BEFORE or locked.verdicts.exists():
        raise WrongStep("It is asked for before the first verdict is submitted.")
    if not is_requested(locked):
        change(locked, version)
        record(locked, "ask blind", by=person)


def is_requested(claim: Claim) -> bool:
    return claim.events.filter(action="ask blind").exists()


def ask(verdict: Verdict) -> BlindVerdict | None:
    """At submission, under the claim's lock. Later verdicts on a claim are not asked about: people know the first."""
    because = _because(verdict) if verdict.number == 1 else ""
    if not because:
        return None
    Claim.objects.filter(pk=verdict.claim_id).update(assignee=None)  # lists and queues show whose claims are
    return BlindVerdict.objects.create(verdict=verdict, because=because)


def _because(verdict: Verdict) -> str:
    claim = verdict.claim
    if is_requested(claim):
        return "a senior asked for it"
    if claim.kind in settings.FACTCHECK_BLIND_KINDS:
        return f"high risk: {claim.get_kind_display().lower()}"
    if claim.topic and claim.topic.name.lower() in settings.FACTCHECK_BLIND_TOPICS:
        return f"high risk: {claim.topic}"
    return "sampled" if int(verdict.digest[:8], 16) < settings.FACTCHECK_BLIND_SHARE * WHOLE else ""


def waiting() -> QuerySet[BlindVerdict]:
    found = BlindVerdict.objects.filter(WAITS).select_related("verdict__claim", "verdict__proposed_by")
    return found.order_by("asked_at")


def for_person(person: Person) -> QuerySet[BlindVerdict]:
    """What waits that they could give, or as seniors do without."""
    held = Exists(Event.objects.filter(claim=OuterRef("verdict__claim"), action__in=HELD, by=person))
    free = Q() if person.is_any(Role.SENIOR) else ~held
    return waiting().filter(free).exclude(verdict__proposed_by=person).defer("verdict__frozen")


def sealed(person: Person, **verdict: OuterRef) -> Exists:
    """Whether there is a verdict like `verdict` that this person may not see yet; for a query's filter."""
    named = {f"verdict__{name}": value for name, value in verdict.items()}
    return Exists(BlindVerdict.objects.filter(WAITS, **named).exclude(verdict__proposed_by=person.pk))


def hidden_from(person: Person, claim: Claim) -> BlindVerdict | None:
    """What keeps the claim's verdict from this person."""
    if claim.state != State.REVIEW:
        return None
    return waiting().filter(verdict__claim=claim).exclude(verdict__proposed_by=person).first()


def of(claim: Claim) -> BlindVerdict | None:
    found = BlindVerdict.objects.filter(verdict__claim=claim)
    return found.select_related("by", "rating", "settled_by", "verdict__rating", "verdict__proposed_by").first()


def bar(person: Person, blind: BlindVerdict) -> str:
    """Why this person may not give it, in words; "" where nothing speaks against it."""
    verdict, claim = blind.verdict, blind.verdict.claim
    if not may_review(person):
        return "A reviewer or a senior gives it."
    if verdict.proposed_by_id == person.pk:
        return "You proposed the first verdict."
    if claim.events.filter(action__in=HELD, by=person).exists():
        return "You held this claim, so you know its draft."
    if settings.STRICT_SIGN_OFF and claim.evidence.filter(attached_by=person, removed_at=None).exists():
        return "You attached some of its evidence."
    return ""


def givers(blind: BlindVerdict) -> list[Person]:
    """Who may give it; of whom held the claim nobody."""
    claim = blind.verdict.claim
    held = Exists(Event.objects.filter(claim=claim, action__in=HELD, by=OuterRef("pk")))
    attached = Exists(Evidence.objects.filter(claim=claim, attached_by=OuterRef("pk"), removed_at=None))
    people = Person.objects.filter(~held, is_active=True, roles__overlap=list(REVIEWERS))
    if settings.STRICT_SIGN_OFF:
        people = people.filter(~attached)
    return list(people.exclude(pk=blind.verdict.proposed_by_id).order_by("name")[:8])


@transaction.atomic
def give(claim: Claim, person: Person, version: int, rating: Rating, rationale: str) -> BlindVerdict:
    """The second finding; from now on everybody sees both."""
    locked, blind = _open(claim)
    if barred := bar(person, blind):
        raise NotAllowed(barred)
    if not rationale.strip():
        raise Missing("Write a rationale.")
    _change(blind, by=person, rating=rating, rationale=rationale, given_at=Now())
    _unseal(locked, blind, version)
    record(locked, "give blind", by=person, data={"verdict": blind.verdict.number})
    return blind


@transaction.atomic
def waive(claim: Claim, person: Person, version: int, note: str) -> None:
    """A senior does without it, and says why."""
    locked, blind = _open(claim)
    _require_senior(person, blind)
    _settle(blind, person, note)
    _unseal(locked, blind, version)
    record(locked, "waive blind", by=person, note=note, data={"verdict": blind.verdict.number})


@transaction.atomic
def settle(claim: Claim, person: Person, version: int, note: str) -> None:
    """Where the two differ: a senior who gave neither says what follows. The rating itself stays its proposer's."""
    locked = lock(claim.pk)
    blind = of(locked)
    if blind is None or not differs(blind, blind.verdict):
        raise WrongStep("Nothing is to be settled here.")
    _require_senior(person, blind)
    _settle(blind, person, note)
    change(locked, version)
    record(locked, "settle blind", by=person, note=note, data={"verdict": blind.verdict.number})


def differs(blind: BlindVerdict | None, verdict: Verdict) -> bool:
    """Given, with another rating than this verdict's, and nobody has said yet what follows."""
    open_ = blind is not None and blind.given_at is not None and blind.settled_at is None
    return open_ and blind is not None and blind.rating_id != verdict.rating_id


def require_seen(verdict: Verdict) -> None:
    """Nobody decides on a sealed verdict."""
    if BlindVerdict.objects.filter(WAITS, verdict__claim=verdict.claim_id).exists():
        raise WrongStep("It waits for a blind second verdict.")


def require_settled(verdict: Verdict) -> None:
    if differs(of(verdict.claim), verdict):
        raise Missing("The two verdicts differ. A senior who gave neither settles it first.")


def _open(claim: Claim) -> tuple[Claim, BlindVerdict]:
    locked = lock(claim.pk)
    blind = waiting().filter(verdict__claim=locked).first()
    if blind is None:
        raise WrongStep("No blind second verdict is waited for here.")
    return locked, blind


def _change(blind: BlindVerdict, **fields: object) -> None:
    BlindVerdict.objects.filter(pk=blind.pk).update(**fields)
    blind.refresh_from_db()


def _settle(blind: BlindVerdict, person: Person, note: str) -> None:
    if not note.strip():
        raise Missing("Say why: a note is needed here.")
    _change(blind, settled_by=person, settled_note=note.strip(), settled_at=Now())


def _unseal(claim: Claim, blind: BlindVerdict, version: int) -> None:
    if claim.state != State.REVIEW:
        raise Stale("This verdict waits no more.")
    change(claim, version, assignee=blind.verdict.proposed_by)


def _require_senior(person: Person, blind: BlindVerdict | None = None) -> None:
    if not person.is_any(Role.SENIOR):
        raise NotAllowed("This is for a senior.")
    if blind and person.pk in (blind.verdict.proposed_by_id, blind.by_id):
        raise NotAllowed("This is for a senior who gave neither verdict.")


def may_settle(person: Person, blind: BlindVerdict) -> bool:
    """For showing a button."""
    return person.is_any(Role.SENIOR) and person.pk not in (blind.verdict.proposed_by_id, blind.by_id)


def may_request(person: Person, claim: Claim) -> bool:
    return person.is_any(Role.SENIOR) and claim.state in BEFORE and not claim.verdicts.exists()
