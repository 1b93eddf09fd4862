"""Who may take which step from where: the table of the design written out, against the desk's own functions."""

from collections.abc import Callable
from itertools import product
from typing import Any, NamedTuple

import pytest
from django.db import connection, transaction

from claims import access, states, undo
from claims.models import Claim, Event, FollowUp, Lease, Verdict
from claims.publish import release
from claims.review import claims, leases, verdicts
from claims.states import Role
from claims.workflow import HOLDS, LeaseLost, Missing, NotAllowed, Refused, Stale, WrongStep, advance, open_claim
from tests import factories as make
from tests.situations import NOTE, SITUATIONS, Scene, rows, run_out, scene_of

pytestmark = pytest.mark.django_db

Take = Callable[[Scene, Any, int, str], object]
STEPS: dict[str, Take] = {
    "accept": lambda s, by, version, note: claims.accept(s.claim, by, version),
    "dismiss": lambda s, by, version, note: claims.dismiss(s.claim, by, version, note),
    "reopen": lambda s, by, version, note: claims.reopen(s.claim, by, version, note),
    "take": lambda s, by, version, note: leases.take(s.claim, by, version),
    "release": lambda s, by, version, note: leases.release(s.claim, by, version),
    "hand over": lambda s, by, version, note: leases.hand_over(s.claim, by, s.people["reviewer"], version, note),
    "break": lambda s, by, version, note: leases.break_off(s.claim, by, version, note),
    "submit": lambda s, by, version, note: verdicts.submit(s.claim, by, s.token(), version),
    "return": lambda s, by, version, note: verdicts.send_back(s.claim, by, version, s.verdict(), note),
    "sign": lambda s, by, version, note: verdicts.sign(s.claim, by, version, s.verdict()),
    "amend": lambda s, by, version, note: verdicts.amend(s.claim, by, version),
    "publish": lambda s, by, version, note: release.publish(s.claim, by, version, s.verdict()),
    "correct": lambda s, by, version, note: leases.correct(s.claim, by, version),
    "ask retraction": lambda s, by, version, note: release.ask_retraction(s.claim, by, version, note),
    "decline retraction": lambda s, by, version, note: release.decline_retraction(s.claim, by, version, note),
    "retract": lambda s, by, version, note: release.confirm_retraction(s.claim, by, version),
    "merge": lambda s, by, version, note: claims.merge(s.claim, s.other, by, version),
    "unmerge": lambda s, by, version, note: claims.unmerge(s.claim, by, version, note),
}


class Row(NamedTuple):
    step: str
    places: str  # parted by commas
    after: str
    who: str  # words of WORDS, parted by blanks


WORDS = {
    "reviewer": {"reviewer"},
    "senior": {"senior", "other senior"},
    "curator": {"curator"},
    "holder": {"holder"},
    "proposer": {"holder"},
    "second": {"other senior"},  # "senior" is who asked for the retraction
}
# Whoever held the claim is, where not named so, one reviewer or senior more.
TABLE = [
    Row("accept", "new", "queued", "reviewer senior curator"),
    Row("dismiss", "new", "dismissed", "reviewer senior curator"),
    Row("dismiss", "queued", "dismissed", "senior"),
    Row("dismiss", "working", "dismissed", "holder senior"),
    Row("dismiss", "lapsed", "dismissed", "senior"),
    Row("reopen", "dismissed", "queued", "reviewer senior"),
    Row("take", "new, queued, lapsed", "working", "reviewer senior"),
    Row("release", "working", "queued", "holder"),
    Row("release", "correcting", "published", "holder"),
    Row("hand over", "working", "queued", "holder senior"),
    Row("hand over", "lapsed", "queued", "senior"),
    Row("hand over", "correcting", "published", "holder senior"),
    Row("break", "working, lapsed", "queued", "senior"),
    Row("break", "correcting", "published", "senior"),
    Row("submit", "working", "review", "holder"),
    Row("submit", "correcting", "published", "holder"),
    Row("return", "review", "working", "other seniors"),
    Row("return", "correction review", "published", "other seniors"),
    Row("sign", "review", "signed", "other seniors"),
    Row("sign", "correction review", "published", "other seniors"),
    Row("amend", "signed", "working", "proposer senior"),
    Row("amend", "correction signed", "published", "proposer senior"),
    Row("publish", "signed, correction signed", "published", "senior"),
    Row("correct", "published, retraction asked", "published", "reviewer senior"),
    Row(
        "ask retraction",
        "published, correcting, correction review, correction signed",
        "published",
        "senior",
    ),
    Row("decline retraction", "retraction asked", "published", "senior"),
    Row("retract", "retraction asked", "retracted", "second"),
    Row("merge", "new, queued, working, lapsed", "merged", "senior curator"),
    Row("unmerge", "merged", "queued", "senior curator"),
]
NEEDS_NOTE = {
    "dismiss", "reopen", "return", "ask retraction", "decline retraction", "unmerge", "hand over", "break",
}  # fmt: skip
OUTSIDERS = {"administrator", "nobody", "superuser", "disabled"}


def row_of(step: str, place: str) -> Row | None:
    return next((row for row in TABLE if row.step == step and place in row.places.split(", ")), None)


def allowed(row: Row, role: Role) -> set[str]:
    """Names of the scene's people whom the row names; `role` is the holder's."""
    if row.who == "other seniors":
        return {"senior", "other senior"}
    named = set[str]().union(*(WORDS[word] for word in row.who.split()))
    holder_counts_as = {"reviewer", "senior"} if role == Role.SENIOR else {"reviewer"}
    if row.who == "second":
        return named | ({"holder"} if role == Role.SENIOR else set())
    return named | ({"holder"} if holder_counts_as & set(row.who.split()) else set())


def attempt(scene: Scene, step: str, name: str, version: int | None = None, note: str = NOTE) -> Exception | None:
    try:
        STEPS[step](scene, scene.people[name], scene.claim.version if version is None else version, note)
    except Refused as refusal:
        return refusal
    return None


PROPOSED = ("working", "review", "signed", "correction review", "correction signed", "retraction asked")


@pytest.mark.parametrize(
    ("place", "role"),
    [(place, Role.REVIEWER) for place in SITUATIONS] + [(place, Role.SENIOR) for place in PROPOSED],
)
def test_a_step_is_taken_by_whom_the_table_names_and_by_nobody_else(place: str, role: Role) -> None:
    scene = scene_of(place, role)
    before = rows(scene.claim)
    for step in STEPS:
        row = row_of(step, place)
        may = allowed(row, role) if row else set()
        for name in sorted(scene.people.keys() - may):
            refusal = attempt(scene, step, name)
            assert refusal is not None, f"{name} must not {step} a claim that is {place}"
            assert not row or name not in OUTSIDERS or isinstance(refusal, NotAllowed), refusal
        assert rows(scene.claim) == before, f"{step} was refused and changed something"
        for name in may:
            saved = transaction.savepoint()
            refusal = attempt(scene, step, name)
            assert refusal is None, f"{name} may {step} a claim that is {place}: {refusal}"
            assert row is not None
            told(scene, row, name, before["claim"][0])
            transaction.savepoint_rollback(saved)
            scene.fresh()


def told(scene: Scene, row: Row, name: str, was: dict[str, Any]) -> None:
    """The claim is where the table says, one version on, and its last event tells who, whence, whither and why."""
    claim = scene.fresh()
    event = Event.objects.filter(claim=claim).latest("pk")
    swept = row.places.endswith("lapsed") and was["state"] == "working" and row.step == "take"
    assert (claim.state, claim.version) == (row.after, was["version"] + (2 if swept else 1))
    assert (event.action, event.by, event.after) == (row.step, scene.people[name], row.after)
    assert event.before == ("queued" if swept else was["state"])
    assert row.step not in NEEDS_NOTE or event.note == NOTE
    assert FollowUp.objects.filter(event=event, done_at=None).exists() == (row.step not in HOLDS)


def test_the_table_here_and_the_steps_of_the_desk_are_the_same_ones() -> None:
    assert set(STEPS) | {"find", "add", "expire", *undo.UNDO} == set(
        states.STEPS
    )  # whose tests are tests/review/test_undo.py
    assert {row.step for row in TABLE} == set(STEPS)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.step} from {row.places}")
def test_a_step_on_a_stale_version_is_refused_and_changes_nothing(row: Row) -> None:
    scene = scene_of(row.places.split(", ")[0])
    before = rows(scene.claim)
    name = sorted(allowed(row, Role.REVIEWER))[0]
    for version in (scene.claim.version - 1, scene.claim.version + 1):
        assert isinstance(attempt(scene, row.step, name, version), Stale)
        assert rows(scene.claim) == before


@pytest.mark.parametrize("row", [row for row in TABLE if row.step in NEEDS_NOTE], ids=lambda row: row.step)
@pytest.mark.parametrize("note", ["", " \n\t"])
def test_a_step_that_needs_a_reason_is_refused_without_one(row: Row, note: str) -> None:
    scene = scene_of(row.places.split(", ")[0])
    before = rows(scene.claim)
    name = sorted(allowed(row, Role.REVIEWER))[0]
    assert isinstance(attempt(scene, row.step, name, note=note), Missing)
    assert rows(scene.claim) == before


@pytest.mark.parametrize("place", ["new", "working", "correction review"])
def test_the_machine_takes_no_persons_step(place: str) -> None:
    scene = scene_of(place)
    for step in STEPS:
        with pytest.raises((NotAllowed, WrongStep)):
            advance(scene.claim, step, by=None, version=scene.claim.version, token=scene.token(), note=NOTE)


@pytest.mark.parametrize("place", ["working", "lapsed", "correcting"])
def test_nobody_takes_the_clocks_step(place: str) -> None:
    scene = scene_of(place)
    for person in scene.people.values():
        with pytest.raises(NotAllowed):
            advance(scene.claim, "expire", by=person, version=scene.claim.version, token=scene.token(), note=NOTE)


def test_claims_are_added_by_the_desk_and_found_by_the_machine_alone() -> None:
    scene = scene_of("queued")
    adders = set()
    for name, person in scene.people.items():
        try:
            claims.add(person, wording="A claim", said_where="On the radio")
            adders.add(name)
        except NotAllowed:
            assert not Claim.objects.filter(wording="A claim", events__by=person).exists()
        with pytest.raises(NotAllowed):
            open_claim("find", by=person, wording="A claim")
    assert adders == {"holder", "reviewer", "senior", "other senior", "curator"}
    with pytest.raises(NotAllowed):
        open_claim("add", by=None, wording="A claim")


@pytest.mark.parametrize(("wording", "where"), [("", "On the radio"), (" ", "On the radio"), ("A claim", " ")])
def test_a_claim_by_hand_is_worded_and_said_somewhere(wording: str, where: str) -> None:
    before = Claim.objects.count()
    with pytest.raises(Missing):
        claims.add(make.reviewer(), wording=wording, said_where=where)
    assert Claim.objects.count() == before


def test_the_edges_in_the_database_are_those_of_the_steps() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT before, after FROM claims_edge")
        found = set(cursor.fetchall())
    assert found == states.edges() | {(None, state) for state in states.first_states()}


@pytest.mark.parametrize("token", [0, None, "another claim's", "an older one"])
def test_a_submission_without_the_lease_s_token_is_refused(token: Any) -> None:
    scene = scene_of("working")
    if token == "another claim's":
        token = make.taken(scene.holder).pk
    if token == "an older one":
        token = scene.token()
        leases.release(scene.fresh(), scene.holder, scene.claim.version)
        leases.take(scene.fresh(), scene.holder, scene.claim.version)
    before = rows(scene.fresh())
    with pytest.raises(LeaseLost):
        verdicts.submit(scene.claim, scene.holder, token, scene.claim.version)
    assert rows(scene.claim) == before


def test_a_submission_after_the_lease_ran_out_is_refused() -> None:
    scene = scene_of("lapsed")
    with pytest.raises(LeaseLost):
        verdicts.submit(scene.claim, scene.holder, scene.token(), scene.claim.version)


@pytest.mark.parametrize("lost", [{"is_active": False}, {"roles": ["curator"]}, {"roles": []}])
def test_whoever_lost_the_role_saves_no_more_whatever_they_hold(lost: dict[str, Any]) -> None:
    scene = scene_of("working")
    for name, value in lost.items():
        setattr(scene.holder, name, value)
    scene.holder.save()
    with pytest.raises(NotAllowed):
        make.attached(scene.lease(), quote="Tuesday night")
    with pytest.raises(NotAllowed):
        verdicts.submit(scene.claim, scene.holder, scene.token(), scene.claim.version)


def test_amending_voids_the_signature_and_gives_the_claim_to_whoever_amends() -> None:
    scene = scene_of("signed")
    verdict = scene.verdict()
    lease = verdicts.amend(scene.claim, scene.people["other senior"], scene.claim.version)
    assert lease.holder == scene.people["other senior"]
    assert Verdict.objects.get(pk=verdict).standing == "void"
    assert access.open_verdict(scene.claim) is None


def test_a_returned_verdict_gives_the_proposer_the_claim_with_a_new_token() -> None:
    scene = scene_of("review")
    before = Lease.objects.count()
    verdicts.send_back(scene.claim, scene.senior, scene.claim.version, scene.verdict(), NOTE)
    assert (scene.lease().holder, scene.fresh().assignee) == (scene.holder, scene.holder)
    assert (Lease.objects.count(), scene.verdict()) == (before + 1, 0)
    run_out(scene.claim)
    assert leases.expire_due() == 1


def test_buttons_are_shown_for_what_the_door_lets_through() -> None:
    """`may` is asked by pages before; the door is asked again."""
    for place in ("working", "review", "signed"):
        scene = scene_of(place)
        for step, (name, person) in product(STEPS, scene.people.items()):
            row = row_of(step, place)
            expected = row is not None and name in allowed(row, Role.REVIEWER)
            assert access.may(person, step, scene.claim) == expected, (name, step, place)


def test_refusals_are_answered_as_conflict_forbidden_or_incomplete() -> None:
    answers = {kind: kind.status for kind in (NotAllowed, WrongStep, Stale, LeaseLost, Missing)}
    assert answers == {NotAllowed: 403, WrongStep: 409, Stale: 409, LeaseLost: 409, Missing: 422}
