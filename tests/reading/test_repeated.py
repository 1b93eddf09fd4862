"""A sentence that a copy carries word for word is a further mention of the same claim."""

import re
import threading
from functools import partial

import pytest

from claims.compare.copies import compare
from claims.ingest import raws
from claims.models import Article, Claim, Event, Figure, Mention, Origin, Reading, Revision
from claims.reading import find, repeated
from claims.review import claims
from claims.states import State
from tests import factories as make
from tests.articles import BUDGET, KILLED, LATER
from tests.copied import prose
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db
SAID = re.compile("said|according")  # the rest only makes texts alike, or not
WIRE = "\n\n".join([KILLED, prose(1, 100)])


def imported(text: str, of: Article | None = None) -> Reading:
    """Its claims still to be found."""
    article = of or Article.objects.create(address=f"https://a.example/{next(make.numbers)}", outlet=make.outlet())
    article.current = Revision.objects.create(
        article=article,
        number=article.revisions.count() + 1,
        raw=raws.keep(text.encode()),
        title="A title",
        text=text,
        text_rules=1,
        sentences=[[start, start + len(part)] for start, part in make.paragraphs(text) if SAID.search(part)],
    )
    article.save()
    return Reading.objects.create(revision=article.current)


def work(reading: Reading) -> None:
    """As the task does."""
    compare(reading.revision)
    find.find_claims(reading.pk)


def read(text: str) -> Revision:
    reading = imported(text)
    work(reading)
    return reading.revision


def test_a_copied_sentence_is_a_further_mention_and_no_second_claim() -> None:
    first, second = read(WIRE), read(f"{prose(2, 20)}\n\n{WIRE}")
    mentions = Mention.objects.filter(claim=Claim.objects.get()).order_by("pk")
    assert [mention.revision for mention in mentions] == [first, second]
    assert [mention.quote for mention in mentions] == [KILLED.removesuffix(", the mayor said.")] * 2
    assert mentions[1].start == second.text.index(KILLED)
    assert list(Figure.objects.values_list("mention", "quote")) == [(each.pk, "Twelve people") for each in mentions]


def test_the_record_says_where_the_claim_was_found_again() -> None:
    _, second = read(WIRE), read(WIRE)
    event = Event.objects.get(action="mention")
    assert second.article.outlet
    assert (event.by, event.before, event.after) == (None, "new", "new")
    assert event.data == {"article": second.article_id, "revision": second.pk, "where": second.article.outlet.name}


def test_the_house_style_of_a_sentence_makes_no_second_claim() -> None:
    said = "“Twelve people were killed on Tuesday night – and nobody was warned,” the mayor’s spokesman said."
    restyled = said.replace("“", '"').replace("”", '"').replace("’", "'").replace(" – ", "--").replace("night", "NIGHT")
    read(f"{said}\n\n{prose(1, 100)}")
    read(f"{restyled}\n\n{prose(1, 100)}")
    assert Claim.objects.count() == 1
    assert Mention.objects.count() == 2


def test_what_the_copy_says_besides_is_a_claim_of_its_own() -> None:
    read(WIRE)
    read(f"{WIRE}\n\n{BUDGET}\n\n{KILLED.replace('Twelve', 'Fourteen')}")
    assert Claim.objects.count() == 3
    assert Claim.objects.filter(wording__contains="Fourteen").count() == 1


def test_the_same_sentence_in_an_article_that_is_no_copy_is_another_claim() -> None:
    read(f"{KILLED}\n\n{prose(1, 100)}")
    read(f"{KILLED}\n\n{prose(2, 100)}")
    assert Claim.objects.count() == 2


def test_a_copy_of_a_dismissed_claim_is_not_queued_again() -> None:
    read(WIRE)
    claim = Claim.objects.get()
    claims.accept(claim, make.reviewer(), claim.version)
    claims.dismiss(claim, make.senior(), claim.version, "not checkable")
    read(WIRE)
    assert Claim.objects.get().state == State.DISMISSED
    assert Mention.objects.filter(claim=claim).count() == 2


def test_a_copy_of_a_merged_claim_is_not_queued_again() -> None:
    read(WIRE)
    claim, into = Claim.objects.get(), make.claim()
    claims.merge(claim, into, make.curator(), claim.version)
    read(WIRE)
    assert set(Claim.objects.values_list("pk", flat=True)) == {claim.pk, into.pk}
    assert Mention.objects.filter(claim=claim).count() == 2


def test_a_later_revision_of_a_copy_brings_no_claim_twice() -> None:
    first, second = imported(WIRE), imported(WIRE)
    work(first)
    work(second)
    later = imported(f"{WIRE}\n\n{LATER}", second.revision.article)
    work(later)
    assert Claim.objects.count() == 2
    assert Mention.objects.filter(revision=later.revision).count() == 2
    work(imported(f"{WIRE}\n\n{LATER}", first.revision.article))
    assert Claim.objects.count() == 2
    assert Mention.objects.count() == 6


def test_a_reading_done_twice_mentions_once() -> None:
    read(WIRE)
    second = imported(WIRE)
    work(second)
    work(second)
    assert Mention.objects.count() == 2
    assert Event.objects.filter(action="mention").count() == 1


def eight_at_once() -> None:
    readings = [imported(WIRE) for _ in range(8)]
    assert at_once([partial(work, reading) for reading in readings]) == [None] * 8


@pytest.mark.django_db(transaction=True)
def test_eight_workers_with_eight_copies_open_one_claim() -> None:
    for times in (1, 2):
        eight_at_once()
        assert Claim.objects.count() == Origin.objects.count() == 1
        assert Mention.objects.count() == 8 * times


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_each_worker_opens_a_claim_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody_has_looked = threading.Barrier(8, timeout=PATIENCE)
    known = repeated.known

    def look(revision: Revision) -> dict[str, int]:
        found = known(revision)
        everybody_has_looked.wait()
        return found

    monkeypatch.setattr(repeated, "_hold", lambda pk: Article.objects.get(pk=pk).origin_id)
    monkeypatch.setattr(repeated, "known", look)
    eight_at_once()
    assert Claim.objects.count() == 8
