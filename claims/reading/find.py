"""What is made of a revision: its passages for searching, and its claims.

What stood in the one before keeps its claims, what is new is found and queued.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict

from django.db import transaction
from django.db.models.functions import Now

from claims import due
from claims.models import Claim, Figure, Mention, Purpose, Reading, Revision
from claims.reading import answers, naming, passages, ranking, repeated
from claims.reading.carrying import carry_over
from claims.reading.looking import Look, look
from claims.text.anchors import anchor
from claims.text.candidates import Candidate
from claims.text.figures import Figure as Found
from claims.text.spans import Span
from claims.text.worthiness import LABELS
from claims.workflow import open_claim

Step = Callable[[Revision], None]


def find_claims(pk: int, first: Sequence[Step] = ()) -> None:
    """Do one reading that is due, after those of the article's earlier revisions. Run twice it does its work once.

    `first` is what else is made of a revision before its claims are looked for: steps that may be taken again.
    """
    reading = Reading.objects.select_related("revision").get(pk=pk)
    earlier = Reading.objects.filter(
        revision__article=reading.revision.article_id, revision__number__lte=reading.revision.number, done_at=None
    )
    for each in earlier.order_by("revision__number").values_list("pk", flat=True):
        if not _do(each, first):
            return  # somebody is at it, or asked; carrying over before it is done would find its claims a second time


def _do(pk: int, first: Sequence[Step]) -> bool:
    """Whether this reading is done by now."""
    open_ones = Reading.objects.filter(pk=pk, done_at=None)
    if answers.is_awaited(pk):
        return False
    if open_ones.filter(attempts__gte=due.TRIES).exists():
        open_ones.update(done_at=Now(), reason=f"Given up after {due.TRIES} tries.")
    elif due.count_try(open_ones):
        revision = Revision.objects.select_related("article").get(reading=pk)
        for step in first:
            step(revision)
        with suppress(answers.Awaited):
            _read(pk, look(revision) if revision.article.purpose == Purpose.CHECK else None)
    return not open_ones.exists()


@transaction.atomic
def _read(pk: int, found: Look | None) -> None:
    reading = due.hold(Reading.objects.filter(pk=pk, done_at=None).select_related("revision__article"))
    if reading is None:
        return
    revision = reading.revision
    passages.index(revision)
    carried = carry_over(revision)
    done = {"done_at": Now()}
    if found:
        for part in filter(None, (found, found.rest)):
            _queue_new(revision, part, carried)
        naming.propose(revision)
        done |= {key: getattr(found, key) for key in ("backend", "input_hash", "note")} | {"weighing": found.weighing}
    Reading.objects.filter(pk=pk).update(**done)


def _queue_new(revision: Revision, found: Look, carried: list[Span]) -> None:
    known = repeated.known(revision)
    for candidate in found.candidates:
        if not any(span.overlaps(Span(candidate.start, candidate.end)) for span in carried):
            _queue(revision, found, candidate, known)


def _queue(revision: Revision, found: Look, candidate: Candidate, known: dict[str, int]) -> None:
    place = anchor(revision.text, candidate.start, candidate.end)
    copied = known.get(repeated.folded(place.quote))
    claim = repeated.mentioned(copied, revision) if copied else _open(revision, found, candidate)
    mention = Mention.objects.create(
        claim=claim,
        revision=revision,
        **asdict(place),
        claimant=candidate.claimant[:300],
        manner=candidate.manner,
        backend=found.backend,
        input_hash=found.input_hash,
        spoken=_spoken(candidate),
        signs=candidate.signs,
    )
    Figure.objects.bulk_create(_figure(mention, each) for each in candidate.figures)


def _spoken(candidate: Candidate) -> dict[str, list[int]]:
    said = candidate.said
    spans = {"source": said.source, "cue": said.cue} if said else {}
    return {role: [*span] for role, span in spans.items() if span}


def _open(revision: Revision, found: Look, candidate: Candidate) -> Claim:
    score = round(1000 * candidate.score)
    because = [LABELS.get(code, code) for code in candidate.reasons]
    return open_claim(
        "find",
        by=None,
        data={"backend": found.backend, "input_hash": found.input_hash, "score": score},
        wording=candidate.wording,
        kind=candidate.kind,
        claimant=candidate.claimant[:300],
        said_on=revision.published_on,
        article=revision.article,
        topic=revision.article.feed.topic if revision.article.feed else None,
        score=score,
        found_because=because,
        priority=ranking.base(score),
        reasons=because,
        figures_said=figures_said(candidate.figures),
    )


def _figure(mention: Mention, found: Found) -> Figure:
    return Figure(
        mention=mention,
        start=found.start,
        end=found.end,
        quote=found.quote,
        measure=found.measure[:60],
        unit=found.unit[:40],
        low=found.low,
        high=found.high,
        bound=found.bound,
        scope=found.scope,
        as_of=found.as_of,
        denial=found.denial,
        strict=found.strict,
    )


TOLLS = {"killed", "wounded", "missing", "arrested", "displaced", "evacuated", "sheltering", "critically wounded"}
AT = {"at_least": ("at least ", "more than "), "at_most": ("at most ", "less than "), "about": ("about ", "about ")}
DENIALS = {"denied": " (denied)", "unconfirmed": " (not confirmed)"}


def figures_said(figures: list[Found]) -> str:
    """What the queue shows of the figures: tolls by what they count, others as they are written."""
    said = [_said(figure) for figure in figures if figure.low is not None]
    return ", ".join(dict.fromkeys(said[:3]))[:200]


def _said(figure: Found) -> str:
    denial = DENIALS.get(figure.denial, "")
    if figure.measure not in TOLLS:
        return figure.quote + denial
    value = f"{figure.low:,f}" + (f" to {figure.high:,f}" if figure.high else "")
    return f"{AT.get(figure.bound, ('', ''))[figure.strict]}{value} {figure.measure}{denial}"
