from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from claims.review import figures_of_work, verdicts
from claims.views.plots import Series, bars, columns, lines
from tests import factories
from tests.views.at_desk import part, queries, signed_in, text

pytestmark = pytest.mark.django_db


def test_what_came_and_what_left_is_counted_by_day_from_the_record() -> None:
    factories.claim()
    factories.published()
    today = figures_of_work.figures().days[-1]
    assert (today.came, today.done, today.submitted, today.signed, today.published) == (2, 1, 1, 1, 1)


def test_days_are_those_of_the_persons_own_zone() -> None:
    factories.claim()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        with timezone.override(zone):
            last = figures_of_work.figures().days[-1]
            assert (last.day, last.came) == (timezone.localdate(), 1)


def test_the_backlog_is_reckoned_back_from_now() -> None:
    factories.claim()
    factories.claim()
    factories.published()
    left = figures_of_work.backlog(figures_of_work.figures())
    assert (len(left), left[-2], left[-1]) == (30, 0, 2)


def test_the_time_to_a_verdict_has_median_and_nine_in_ten() -> None:
    for _ in range(3):
        factories.submitted()
    (week,) = figures_of_work.figures().weeks
    assert week.verdicts == 3
    assert 0 <= week.median <= week.slow < 1
    assert week.first == timezone.localdate() - timedelta(days=timezone.localdate().weekday())


def test_counts_are_kept_for_a_while_and_the_page_says_when_they_were_made() -> None:
    client = signed_in(factories.reviewer())
    client.get("/dashboard/")
    factories.claim()
    assert "0 claims are open" in text(client.get("/dashboard/"))
    cache.clear()
    assert "1 claim is open" in text(client.get("/dashboard/"))


def test_a_reviewer_sees_the_own_work_alone_and_a_senior_everybodys() -> None:
    asha = factories.person("reviewer", name="Asha Nair")
    mara = factories.person("senior", name="Mara Osei")
    verdict = factories.submitted(asha)
    verdicts.send_back(
        verdict.claim, mara, verdict.claim.events.model.objects.latest("pk").claim.version, verdict.pk, "No."
    )
    own = part(text(signed_in(asha).get("/dashboard/")), 'id="people-h"')
    assert "Asha Nair" in own
    assert "Mara Osei" not in own
    assert [cell.split("<")[0] for cell in own.split('<td class="r num">')[1:]] == ["1", "1", "1", "0", "0"]
    assert "Asha Nair" in part(text(signed_in(mara).get("/dashboard/")), 'id="people-h"')


def test_each_plot_has_its_table() -> None:
    factories.submitted()
    page = text(signed_in(factories.reviewer()).get("/dashboard/"))
    assert page.count('<svg class="plot"') == page.count("<details><summary") == 4
    assert 'style="' not in page


def test_the_page_asks_a_fixed_number_of_queries() -> None:
    client = signed_in(factories.senior())
    few = queries(client, "/dashboard/")
    for _ in range(3):
        factories.published()
    assert queries(client, "/dashboard/") == few
    assert few <= 10


def test_plots_include_zero_and_stay_inside_their_frame() -> None:
    drawn = lines("Said.", [Series("open", [5, 0, 10])], "1 Oct", "today")
    assert 'd="M0.0 73.0L128.0 128.0L256.0 18.0"' in drawn
    assert "10 open" in drawn
    assert 'width="168.0"' in bars("Said.", [("a", 4, ""), ("b", 0, "bad")])
    assert "bad-fill" not in bars("Said.", [("b", 0, "bad")])
    assert columns("Said.", [Series("in", [0, 3])], "1 Oct", "today").count("<rect") == 2
    assert "NaN" not in lines("Said.", [Series("open", [0])], "1 Oct", "today")


def test_labels_in_a_plot_are_words_and_nothing_else() -> None:
    assert "<script>" not in bars("<script>", [("<script>", 1, "")])
