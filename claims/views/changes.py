"""Evidence changed: spans whose page reads differently now, for a person to judge, and pages that are gone."""

from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from claims.access import may_review
from claims.evidence import gone, judging
from claims.forms.keys import number
from claims.models import Anchoring, Article, Claim, Evidence, Mention, Revision
from claims.review.counts import MANY
from claims.text.differences import Piece, words
from claims.text.gravity import gravity
from claims.text.spans import Span
from claims.views.desk import DeskRequest, for_readers
from claims.views.rows import SIGNS
from claims.workflow import Refused

PAGE = 20
AROUND = 160  # characters shown on both sides of a place to choose
LARGE = ("sentences", "removed", "dates")
NEEDED = ("claim", "evidence__revision__article__outlet", "mention__revision__article__outlet", "revision")


class Place(NamedTuple):
    """Where the later revision may say it."""

    value: str  # "start-end"
    before: str
    pieces: list[Piece]
    after: str


class Row(NamedTuple):
    anchoring: Anchoring
    claim: Claim
    span: Evidence | Mention
    old: Revision
    what: str
    stance: str
    sign: str
    weighs: list[str]
    places: list[Place]
    attach: str

    @property
    def needs_choice(self) -> bool:
        return self.anchoring.start is None and bool(self.places)


@require_safe
@for_readers
def listing(request: DeskRequest) -> HttpResponse:
    if request.GET.get("view") == "gone":
        return render(request, "changes/changes.html", _gone(request) | _counts())
    claim = number(request.GET.get("claim", ""))
    found = _after(request.GET.get("after", ""), claim)
    shown = {
        "claim": claim,
        "rows": [_row(each) for each in found[:PAGE]],
        "next": f"{found[PAGE - 1].grave:d}-{found[PAGE - 1].pk}" if len(found) > PAGE else "",
        "later": bool(request.GET.get("after")),
        "judges": may_review(request.user),
        "after": request.GET.get("after", ""),
    }
    return render(request, "changes/changes.html", shown | _counts())


def _counts() -> dict[str, int]:
    changed, vanished = judging.undecided().order_by(), gone.vanished().order_by()
    return {"changed": changed[: MANY + 1].count(), "vanished": vanished[: MANY + 1].count()}


def _after(after: str, claim: int | None) -> list[Anchoring]:
    grave, _, pk = after.partition("-")
    waiting = judging.after(grave == "1", number(pk) or 0) if after else judging.undecided()
    waiting = waiting.filter(claim=claim) if claim else waiting
    large = [f"{name}__{field}" for name in ("evidence__revision", "mention__revision") for field in ("text", *LARGE)]
    needed = waiting.select_related(*NEEDED).defer(*large, *(f"revision__{field}" for field in LARGE))
    return list(needed[: PAGE + 1])


def _row(found: Anchoring) -> Row:
    span = found.evidence or found.mention
    assert span is not None
    stance = found.evidence.stance if found.evidence else "mention"
    places = [_place(found, span.quote, place) for place in judging.places_of(found)]
    return Row(
        anchoring=found,
        claim=found.claim,
        span=span,
        old=span.revision,
        what=f"passage {found.evidence.number}" if found.evidence else "the claim’s own sentence",
        stance=stance,
        sign=SIGNS.get(stance, ""),
        weighs=gravity(span.quote, found.quote) if found.quote else [],
        places=places,
        attach=_attach(found),
    )


def _place(found: Anchoring, quote: str, place: Span) -> Place:
    text = found.revision.text
    before = text[max(0, place.start - AROUND) : place.start].rpartition("\n\n")[2]
    after = text[place.end : place.end + AROUND].partition("\n\n")[0]
    if len(before) == AROUND:
        before = f"… {before.partition(' ')[2]}"
    if len(after) == AROUND:
        after = f"{after.rpartition(' ')[0]} …"
    return Place(f"{place.start}-{place.end}", before, words(quote, place.of(text)), after)


def _attach(found: Anchoring) -> str:
    """The claim's page with the reader at the new words."""
    places = judging.places_of(found)
    paragraph = found.revision.text.rfind("\n\n", 0, places[0].start) if places else -1
    begin = paragraph + 2 if paragraph >= 0 else 0
    return f"{reverse('claim', args=[found.claim_id])}?pane=reader&revision={found.revision_id}#p{begin}"


def _gone(request: DeskRequest) -> dict[str, Any]:
    articles = gone.vanished().select_related("outlet", "current").defer("current__text")
    if last := Article.objects.filter(pk=number(request.GET.get("after", "")) or 0, gone_at__isnull=False).first():
        articles = gone.after(articles, last)
    page = list(articles[: PAGE + 1])
    claims = gone.claims_of(page[:PAGE])
    return {
        "gone": [_claims(article, claims[article.pk]) for article in page[:PAGE]],
        "view": "gone",
        "next": str(page[PAGE - 1].pk) if len(page) > PAGE else "",
        "later": last is not None,
    }


def _claims(article: Article, claims: list[Claim]) -> tuple[Article, list[Claim], int]:
    """Some of them, and how many more there are."""
    return article, claims[: gone.SHOWN], max(0, len(claims) - gone.SHOWN)


@require_POST
@for_readers
def judgement(request: DeskRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Anchoring.objects.select_related("claim"), pk=pk)
    try:
        judged = judging.judge(found, request.POST.get("decision", ""), request.user, _span(request))
    except Refused as refusal:
        return _refused(request, found, refusal)
    messages.success(request, f"Recorded: {judged.get_decision_display().lower()}. {found.claim.wording[:80]}")
    return redirect(_back(request))


def _refused(request: DeskRequest, found: Anchoring, refusal: Refused) -> HttpResponse:
    shown = {"refusal": refusal, "anchoring": found, "back": _back(request)}
    return render(request, "changes/refused.html", shown, status=refusal.status)


def _span(request: DeskRequest) -> Span | None:
    start, _, end = request.POST.get("place", "").partition("-")
    first, last = number(start), number(end)
    return None if first is None or last is None else Span(first, last)


def _back(request: DeskRequest) -> str:
    """The page of the list that was judged from."""
    after = request.POST.get("after", "")
    grave, _, pk = after.partition("-")
    known = grave in ("0", "1") and number(pk) is not None
    claim = number(request.POST.get("claim", ""))
    asked = {"claim": claim or "", "after": after if known else ""}
    query = urlencode({name: value for name, value in asked.items() if value})
    return reverse("changes") + (f"?{query}" if query else "")
