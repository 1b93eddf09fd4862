"""Who belongs with whom: one text is one origin, however many outlets carry it."""

import threading
from datetime import date
from functools import partial

import pytest

from claims.compare import copies
from claims.compare.copies import compare, uncompared
from claims.ingest import raws
from claims.models import Article, Origin, Outlet, Revision, Sketch
from tests import factories as make
from tests.copied import copied, prose
from tests.races import PATIENCE, at_once

pytestmark = pytest.mark.django_db
WIRE = prose(1, 300)


def article(text: str, day: date | None = None, by: Outlet | None = None) -> Article:
    """As it was imported, not yet compared."""
    made = Article.objects.create(address=f"https://a.example/{next(make.numbers)}", outlet=by or make.outlet())
    revised(made, text, day)
    return made


def revised(of: Article, text: str, day: date | None = None, byline: str = "") -> Revision:
    made = Revision.objects.create(
        article=of,
        number=of.revisions.count() + 1,
        raw=raws.keep(f"{of.pk} {text}".encode()),
        title="A title",
        byline=[{"name": byline, "kind": "organisation"}],
        text=text,
        text_rules=1,
        published_on=day,
    )
    of.current = made
    of.save(update_fields=["current"])
    return made


def compared(*articles: Article) -> None:
    for each in articles:
        assert each.current
        compare(each.current)
    for each in articles:
        each.refresh_from_db()


def state() -> list[tuple[int, int | None, float | None]]:
    return list(Article.objects.order_by("pk").values_list("pk", "origin", "origin_share"))


def test_an_article_that_copies_nothing_is_an_origin_of_its_own() -> None:
    one, other = article(prose(1, 300)), article(prose(2, 300))
    compared(one, other)
    assert one.origin is other.origin is None
    assert Origin.objects.count() == 0
    assert Sketch.objects.count() == 2


def test_a_syndicated_text_is_one_origin_however_many_outlets_carry_it() -> None:
    carriers = [article(copied(WIRE, seed, kept=0.8)) for seed in range(12)]
    compared(*carriers)
    assert len({each.origin_id for each in carriers}) == 1
    assert Origin.objects.get().head == carriers[0]


def test_the_share_of_the_text_in_common_is_kept() -> None:
    wire, longer = article(WIRE), article(f"{WIRE}\n\n{prose(2, 300)}")
    compared(wire, longer)
    assert wire.origin == longer.origin is not None
    assert wire.origin_share == 1
    assert longer.origin_share == pytest.approx(0.5, abs=0.01)


def test_the_earliest_known_text_leads_whenever_it_is_imported() -> None:
    late, early = article(copied(WIRE, 1), date(2024, 5, 2)), article(WIRE, date(2024, 5, 1))
    compared(late)
    compared(early)
    assert Origin.objects.get().head == early
    late.refresh_from_db()
    assert late.origin_share == pytest.approx(0.75, abs=0.15)


def test_an_earlier_text_found_later_leads_from_then_on_and_all_shares_are_of_it() -> None:
    copy, other = (article(copied(WIRE, seed, kept=0.9), date(2024, 5, 3)) for seed in (1, 2))
    compared(copy, other)
    assert Origin.objects.get().head == copy
    wire = article(WIRE, date(2024, 5, 1))
    compared(wire)
    origin = Origin.objects.get()
    assert origin.head == wire
    shares = dict(origin.articles.values_list("pk", "origin_share"))
    assert shares[wire.pk] == 1
    assert all(0.7 < (shares[each.pk] or 0) < 1 for each in (copy, other))


def test_two_groups_that_turn_out_to_carry_one_text_become_one() -> None:
    head, tail = WIRE[: len(WIRE) // 2], WIRE[len(WIRE) // 2 :]
    groups = [article(part, date(2024, 5, 2)) for part in (head, head, tail, tail)]
    compared(*groups)
    assert Origin.objects.count() == 2
    wire = article(WIRE, date(2024, 5, 1))
    compared(wire)
    assert Origin.objects.get().head == wire
    assert Origin.objects.get().articles.count() == 5


def test_a_round_up_of_two_texts_does_not_make_them_one() -> None:
    one, other = article(prose(1, 200), date(2024, 5, 1)), article(prose(2, 150), date(2024, 5, 1))
    round_up = article("\n\n".join([prose(1, 200), prose(2, 150), prose(3, 200)]), date(2024, 5, 2))
    compared(one, other, round_up)
    compared(one, other, round_up)
    assert round_up.origin == one.origin is not None
    assert other.origin is None


def test_pages_of_one_outlet_that_are_alike_by_their_making_stay_apart() -> None:
    outlet = make.outlet()
    form = prose(1, 100)
    compared(*(article(f"{form}\n\n{prose(seed, 60)}", by=outlet) for seed in (2, 3)))
    assert Origin.objects.count() == 0
    compared(*(article(form, by=outlet) for _ in range(2)))
    assert Origin.objects.get().articles.count() == 2


def test_a_text_in_a_few_words_is_nobody_s_copy() -> None:
    compared(*(article("The match was called off because of the rain, the league said on Sunday.") for _ in range(2)))
    assert Origin.objects.count() == 0


def test_to_compare_again_changes_nothing() -> None:
    every = [article(copied(WIRE, seed)) for seed in range(3)] + [article(prose(9, 300))]
    compared(*every)
    before = state()
    compared(*reversed(every))
    assert state() == before
    assert (Origin.objects.count(), Sketch.objects.count()) == (1, 4)


def test_a_revision_that_no_longer_shares_leaves() -> None:
    every = [article(WIRE) for _ in range(3)]
    compared(*every)
    revised(every[0], prose(2, 300))
    compared(*every)
    assert (every[0].origin, every[0].origin_share) == (None, None)
    assert Origin.objects.get().head == every[1]
    assert every[1].origin == every[2].origin is not None


def test_a_copy_left_alone_is_no_copy() -> None:
    one, other = article(WIRE), article(WIRE)
    compared(one, other)
    revised(other, prose(2, 300))
    compared(other)
    one.refresh_from_db()
    assert (one.origin, one.origin_share) == (None, None)
    assert Origin.objects.count() == 0


def test_an_article_moves_to_the_origin_of_its_new_text() -> None:
    first, second = [article(WIRE), article(WIRE)], [article(prose(2, 300)), article(prose(2, 300))]
    mover = article(WIRE)
    compared(*first, *second, mover)
    revised(mover, prose(2, 300))
    compared(mover)
    assert mover.origin == Article.objects.get(pk=second[0].pk).origin
    assert Origin.objects.count() == 2


def test_an_older_revision_is_not_compared_any_more() -> None:
    one, other = article(WIRE), article(WIRE)
    old = one.current
    assert old
    revised(one, prose(2, 300))
    compared(other)
    compare(old)
    assert Origin.objects.count() == 0
    assert not Sketch.objects.filter(revision=old).exists()


def test_a_credit_line_names_the_origin() -> None:
    one, other = article(WIRE), article(f"HARROW (AP) — {WIRE}")
    compared(one, other)
    assert Origin.objects.get().name == "Associated Press"


def test_a_byline_names_the_origin() -> None:
    one, other = article(WIRE), article(WIRE)
    revised(other, WIRE, byline="Reuters")
    compared(one, other)
    assert Origin.objects.get().name == "Reuters"


def test_what_is_still_to_be_compared_is_known() -> None:
    one, other = article(WIRE), article(prose(2, 50))
    assert set(uncompared()) == {one.current, other.current}
    compared(one, other)
    assert not uncompared().exists()
    revised(one, prose(3, 50))
    assert set(uncompared()) == {one.current}


def two_at_once() -> list[Article]:
    arrived = [article(WIRE), article(copied(WIRE, 1))]
    assert at_once([partial(compare, each.current) for each in arrived if each.current]) == [None, None]
    return list(Article.objects.order_by("pk"))


@pytest.mark.django_db(transaction=True)
def test_two_workers_with_two_copies_end_in_one_origin() -> None:
    for _ in range(5):
        one, other = two_at_once()[-2:]
        assert one.origin == other.origin is not None
    assert Origin.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_two_copies_that_arrive_at_once_miss_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    both_are_in = threading.Barrier(2, timeout=PATIENCE)
    put = copies._put

    def later(*args: object) -> None:
        both_are_in.wait()
        put(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(copies, "_one_at_a_time", lambda: None)
    monkeypatch.setattr(copies, "_put", later)
    one, other = two_at_once()
    assert one.origin is other.origin is None
