"""Attacks on the record by raw SQL: what code forgets, the database refuses, its owner too."""

from collections.abc import Iterator
from contextlib import suppress
from string import Template

import psycopg
import pytest
from psycopg import errors
from pytest_django import DjangoDbBlocker

from claims.review import leases
from factcheck.local import places
from tests.services import TEST, Services
from tests.situations import Scene, scene_of

pytestmark = pytest.mark.usefixtures("django_db_setup")  # rows are committed once for all, attacks rolled back

MENTION = """claims_mention (start, "end", quote, prefix, suffix, claimant, manner, backend, claim_id, revision_id)
  SELECT {place}, prefix, suffix, '', 'quoted', '', claim_id, revision_id FROM claims_mention WHERE claim_id = $claim"""
CLAIM = """INSERT INTO claims_claim (wording, kind, claimant, state, version, score, found_because, priority, reasons,
    by_hand, figures_said, supports, contradicts, context, passages_made)
  SELECT wording, kind, claimant, '{state}', 1, 0, '[]', 0, '[]', true, '', 0, 0, 0, 0
  FROM claims_claim WHERE id = $claim"""
REVISION = """INSERT INTO claims_revision (article_id, number, raw_id, title, byline, published_origin, dates, language,
    text, text_rules, sentences, removed)
  SELECT article_id, {number}, raw_id, '', '[]', '', '[]', '', text, 1, '[]', '[]' FROM claims_revision
  WHERE id = (SELECT revision_id FROM claims_mention WHERE claim_id = $claim)"""
NOW_KEPT = ("raw", "revision", "passage", "event", "signoff", "publication", "verdict", "evidence", "claim", "mention")


def attach(place: str) -> str:
    return f"""INSERT INTO claims_evidence (claim_id, revision_id, number, stance, note, version, attached_by_id,
        start, "end", quote, prefix, suffix)
      SELECT claim_id, revision_id, 99, 'supports', '', 1, attached_by_id, {place}, '', ''
      FROM claims_evidence WHERE claim_id = $claim"""


def propose(
    rating: str = "rating_id", rationale: str = "'x'", standing: str = "submitted", whose: str = "$claim"
) -> str:
    return f"""INSERT INTO claims_verdict (claim_id, number, rating_id, rationale, public_note, proposed_by_id, frozen,
        digest, standing)
      SELECT $claim, number + 1, {rating}, {rationale}, '', proposed_by_id, frozen, digest, '{standing}'
      FROM claims_verdict WHERE claim_id = {whose}"""


def sign(by: str, decision: str = "signed", digest: str = "digest", note: str = "''") -> str:
    return f"""INSERT INTO claims_signoff (verdict_id, by_id, decision, note, digest)
      SELECT id, {by}, '{decision}', {note}, {digest} FROM claims_verdict WHERE claim_id = $claim"""


def publish(number: int = 1, frozen: str = "frozen", note: str = "''") -> str:
    return f"""INSERT INTO claims_publication (claim_id, verdict_id, number, frozen, public_note, published_by_id)
      SELECT claim_id, id, {number}, {frozen}, {note}, $senior FROM claims_verdict WHERE claim_id = $claim"""


def retract(note: str = "'x'", confirmed: str = "NULL") -> str:
    return f"""INSERT INTO claims_retraction (claim_id, public_note, asked_by_id, confirmed_by_id)
      VALUES ($claim, {note}, $senior, {confirmed})"""


def stand(standing: str) -> str:
    return f"UPDATE claims_verdict SET standing = '{standing}' WHERE claim_id = $claim"


def walk(state: str) -> str:
    return f"UPDATE claims_claim SET state = '{state}' WHERE id = $claim"


def tell(before: str, after: str) -> str:
    return f"""INSERT INTO claims_event (claim_id, action, before, after, note, data)
      VALUES ($claim, 'x', '{before}', '{after}', '', '{{}}')"""


def walked(before: str, after: str, *more: str) -> str:
    return "; ".join((walk(after), tell(before, after), *more))


def mention(place: str) -> str:
    return "INSERT INTO " + MENTION.format(place=place)


FORGED = {
    "a quote that is not the text": ("working", attach("start, \"end\", 'Somebody was warned'")),
    "a quote one letter off": ("working", attach('start + 1, "end" + 1, quote')),
    "a quote beyond the text's end": ("working", attach('start + 90000, "end" + 90000, quote')),
    "an empty quote": ("working", attach("start, start, ''")),
    "a passage before the text": ("working", attach('-5, "end", quote')),
    "one passage twice": ("working", attach('start, "end", quote')),
    "a mention that is not the text": ("queued", mention('start + 1, "end" + 1, quote')),
    "a passage for searching that is not the text": (
        "queued", "INSERT INTO claims_passage (revision_id, start, \"end\", text)"
        " SELECT id, 3, 9, 'banana' FROM claims_revision"),
    "a stance of one's own": ("working", "UPDATE claims_evidence SET stance = 'rubbish' WHERE claim_id = $claim"),
    "a span that moves": (
        "working", 'UPDATE claims_evidence SET start = start + 1, "end" = "end" + 1 WHERE claim_id = $claim'),
    "a quote changed": ("working", "UPDATE claims_evidence SET quote = 'x' WHERE claim_id = $claim"),
    "a passage given to another claim": (
        "working", "UPDATE claims_evidence SET claim_id = $other WHERE claim_id = $claim"),
    "a passage that changes its number": ("working", "UPDATE claims_evidence SET number = 7 WHERE claim_id = $claim"),
    "a passage that changes who attached it": (
        "working", "UPDATE claims_evidence SET attached_by_id = $senior WHERE claim_id = $claim"),
    "a mention that moves": ("queued", "UPDATE claims_mention SET start = start + 1 WHERE claim_id = $claim"),
    "a mention's quote changed": ("queued", "UPDATE claims_mention SET quote = 'x' WHERE claim_id = $claim"),
    "a mention given to another claim": (
        "queued", "UPDATE claims_mention SET claim_id = $other WHERE claim_id = $claim"),
    "evidence edited under a submitted verdict": (
        "review", "UPDATE claims_evidence SET stance = 'context' WHERE claim_id = $claim"),
    "evidence removed under a signature": (
        "signed", "UPDATE claims_evidence SET removed_at = now() WHERE claim_id = $claim"),
    "evidence added under a signature": ("signed", attach("4, 7, 'dam'")),
    "wording changed under a signature": ("signed", "UPDATE claims_claim SET wording = 'x' WHERE id = $claim"),
    "a removed passage that comes back": (
        "working",
        "UPDATE claims_evidence SET removed_at = now() WHERE claim_id = $claim;"
        " UPDATE claims_evidence SET removed_at = NULL WHERE claim_id = $claim"),
    "a removed passage that comes back changed": (
        "working",
        "UPDATE claims_evidence SET removed_at = now() WHERE claim_id = $claim;"
        + tell("working", "working").replace("'x'", "'undo'") + ";"
        " UPDATE claims_evidence SET removed_at = NULL, note = 'x' WHERE claim_id = $claim"),
    "a second open verdict": ("review", propose()),
    "a second published verdict": (
        "correction signed", "UPDATE claims_verdict SET standing = 'published'"
        " WHERE claim_id = $claim AND standing = 'signed'"),
    "a verdict that is born signed": ("review", propose(standing="signed")),
    "a verdict that is born published": ("published", propose(standing="published")),
    "a verdict without a rating": ("published", propose(rating="NULL")),
    "a verdict of a rating that is none": ("published", propose(rating="99999")),
    "a verdict without a rationale": ("published", propose(rationale="''")),
    "a verdict for a claim nobody submitted": (
        "queued", propose(whose="$published")),
    "a rationale changed": ("review", "UPDATE claims_verdict SET rationale = 'x' WHERE claim_id = $claim"),
    "a rating changed": ("review", "UPDATE claims_verdict SET rating_id = rating_id + 1 WHERE claim_id = $claim"),
    "a proposer changed": ("review", "UPDATE claims_verdict SET proposed_by_id = $senior WHERE claim_id = $claim"),
    "what a signature covers changed": (
        "signed", "UPDATE claims_verdict SET frozen = '{}', digest = 'x' WHERE claim_id = $claim"),
    "signed without a signature": ("review", stand("signed")),
    "published without a signature": ("review", stand("published")),
    "published without a page": ("signed", walked("signed", "published", stand("published"))),
    "a signed verdict that goes back to submitted": ("signed", stand("submitted")),
    "a void verdict that is signed": ("signed", f"{stand('void')}; {stand('signed')}"),
    "a published verdict that goes back": ("published", stand("void")),
    "a retracted verdict that is published again": ("retracted", stand("published")),
    "a signature made void behind the claim's back": ("signed", stand("void")),
    "a verdict made public behind the claim's back": (
        "signed", f"{stand('published')}; {publish(frozen='frozen')}"),
    "the proposer's own signature": ("review", sign(by="proposed_by_id")),
    "the proposer's own return": ("review", sign(by="proposed_by_id", decision="returned")),
    "a signature over something else": ("review", sign(by="$senior", digest="repeat('0', 64)")),
    "a return without a note": ("review", sign(by="$senior", decision="returned")),
    "a second signature": ("signed", sign(by="$other_senior")),
    "a publication of what was not signed": ("review", publish()),
    "a publication of something else": (
        "signed", walked("signed", "published", stand("published"), publish(frozen="'{}'"))),
    "a second publication of one verdict": ("published", publish(number=2)),
    "a correction without a public note": ("correction signed", publish(number=2) + " AND standing = 'signed'"),
    "a claim that is born working": ("queued", CLAIM.format(state="working")),
    "a claim without an event": ("queued", CLAIM.format(state="queued")),
    "a jump over sign-off": ("working", walked("working", "signed")),
    "a jump to publication": ("queued", walked("queued", "published")),
    "a retracted claim brought back": ("retracted", walked("retracted", "queued")),
    "a state nobody knows": ("queued", walked("queued", "elsewhere")),
    "a step without an event": ("queued", walk("working")),
    "a step with an older step's event": ("released", walk("working")),
    "a step with another step's event": ("queued", f"{walk('working')}; {tell(before='queued', after='dismissed')}"),
    "review without a verdict": ("working", walked("working", "review")),
    "signed with a verdict only submitted": ("review", walked("review", "signed")),
    "a merger into nothing": ("queued", walked("queued", "merged")),
    "a merger into itself": (
        "queued", "UPDATE claims_claim SET state = 'merged', merged_into_id = id WHERE id = $claim"),
    "a claim without words": ("queued", "UPDATE claims_claim SET wording = '' WHERE id = $claim"),
    "a priority beyond all": ("queued", "UPDATE claims_claim SET priority = 1001 WHERE id = $claim"),
    "two leases of one claim": (
        "working", "INSERT INTO claims_lease (claim_id, holder_id, expires_at) VALUES ($claim, $senior, now())"),
    "a retraction that is born confirmed": (
        "published", retract(confirmed="$other_senior")),
    "a retraction without a note": ("published", retract(note="''")),
    "a second retraction": ("retraction asked", retract()),
    "a retraction confirmed by who asked": (
        "retraction asked", "UPDATE claims_retraction SET confirmed_by_id = asked_by_id WHERE claim_id = $claim"),
    "a retraction's note changed": (
        "retraction asked", "UPDATE claims_retraction SET public_note = 'x' WHERE claim_id = $claim"),
    "a retraction's asker changed": (
        "retraction asked", "UPDATE claims_retraction SET asked_by_id = $other_senior WHERE claim_id = $claim"),
    "a confirmed retraction taken back": (
        "retracted", "UPDATE claims_retraction SET confirmed_by_id = NULL WHERE claim_id = $claim"),
    "a retraction by one": (
        "retraction asked", walked("published", "retracted", stand("retracted"))),
    "a revision's text changed": ("queued", "UPDATE claims_revision SET text = 'x'"),
    "a revision's date changed": ("queued", "UPDATE claims_revision SET published_on = '2001-01-01'"),
    "a revision's number given twice": (
        "queued", REVISION.format(number="number")),
    "raw bytes changed": ("queued", "UPDATE claims_raw SET content = 'x'"),
    "a passage for searching changed": ("queued", "UPDATE claims_passage SET text = 'x'"),
    "an event changed": ("queued", "UPDATE claims_event SET note = 'x', by_id = NULL"),
    "a signature changed": ("signed", "UPDATE claims_signoff SET by_id = $other_senior"),
    "a publication changed": ("published", "UPDATE claims_publication SET frozen = '{}'"),
    **{f"{table} deleted": ("published", f"DELETE FROM claims_{table}") for table in
       NOW_KEPT},
    "retraction deleted": ("retracted", "DELETE FROM claims_retraction"),
    **{f"{table} emptied": ("queued", f"TRUNCATE claims_{table} CASCADE") for table in
       (*NOW_KEPT, "retraction")},
    "an administrator who works on claims": ("queued", "UPDATE claims_person SET roles = '{administrator,senior}'"),
    "a role nobody knows": ("queued", "UPDATE claims_person SET roles = '{king}'"),
}  # fmt: skip

# What differs from an attack in nothing but the attack goes through, so that each is refused for what it is.
SOUND = {
    "a quote that is the text": ("working", attach("4, 7, 'dam'")),
    "a mention that is the text": ("queued", mention("4, 7, 'dam'")),
    "an edited passage": (
        "working", "UPDATE claims_evidence SET stance = 'context', version = 2 WHERE claim_id = $claim"),
    "a submitted verdict": ("working", walked("working", "review", propose(whose="$published"))),
    "another's signature": ("review", walked("review", "signed", sign("$senior"), stand("signed"))),
    "another's return": (
        "review", walked("review", "working", sign("$senior", "returned", note="'x'"), stand("returned"))),
    "a publication": ("signed", walked("signed", "published", stand("published"), publish())),
    "a signature taken back": ("signed", walked("signed", "working", stand("void"))),
    "a retraction asked for": ("published", retract()),
    "a retraction by two": (
        "retraction asked",
        walked("published", "retracted", stand("retracted"),
               "UPDATE claims_retraction SET confirmed_by_id = $other_senior WHERE claim_id = $claim")),
    "a next revision": ("queued", REVISION.format(number="number + 1")),
    "a step with its event": ("queued", walked("queued", "working")),
    "a merger": (
        "queued", "UPDATE claims_claim SET state = 'merged', merged_into_id = $other WHERE id = $claim;"
        + tell("queued", "merged")),
}  # fmt: skip


def released() -> Scene:
    """Queued again, with the events of its taking in the record."""
    scene = scene_of("working")
    leases.release(scene.claim, scene.holder, scene.claim.version)
    return scene


@pytest.fixture(scope="module")
def scenes(services: Services, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, Scene]]:
    used = {place for place, _ in (FORGED | SOUND).values()} - {"released"}
    with django_db_blocker.unblock():
        yield {place: scene_of(place) for place in sorted(used)} | {"released": released()}
        services.empty(TEST)


@pytest.fixture(params=[places.APP, places.OWNER])
def role(request: pytest.FixtureRequest, services: Services) -> Iterator[psycopg.Connection]:
    with psycopg.connect(services.postgres.url(request.param, TEST)) as connection:
        yield connection
        connection.rollback()


def run(connection: psycopg.Connection, sql: str, scenes: dict[str, Scene], place: str) -> None:
    scene = scenes[place]
    names = {
        "claim": scene.claim.pk,
        "other": scene.other.pk,
        "senior": scene.senior.pk,
        "other_senior": scene.people["other senior"].pk,
        "published": scenes["published"].claim.pk,
    }
    connection.execute(Template(sql).substitute(names).encode())
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")  # what a commit would ask


@pytest.mark.parametrize("attack", FORGED)
def test_the_database_refuses(attack: str, role: psycopg.Connection, scenes: dict[str, Scene]) -> None:
    place, sql = FORGED[attack]
    with pytest.raises((psycopg.IntegrityError, errors.InsufficientPrivilege)) as refused:
        run(role, sql, scenes, place)
    assert isinstance(refused.value, errors.NotNullViolation) == (attack == "a verdict without a rating")


@pytest.mark.parametrize("step", SOUND)
def test_the_database_lets_through(step: str, role: psycopg.Connection, scenes: dict[str, Scene]) -> None:
    place, sql = SOUND[step]
    run(role, sql, scenes, place)


def test_no_attack_is_refused_for_a_slip_of_its_own(services: Services, scenes: dict[str, Scene]) -> None:
    """Without triggers and constraints' deferral each statement is good SQL on columns that are there."""
    url = services.postgres.superuser_url(TEST)
    for place, sql in FORGED.values():
        with psycopg.connect(url) as connection:
            connection.execute("SET session_replication_role = replica")
            with suppress(psycopg.IntegrityError):  # a constraint of the table, which no setting switches off
                run(connection, sql, scenes, place)
            connection.rollback()
