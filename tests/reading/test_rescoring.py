"""Other weights change the place of what nobody looked at yet, and of nothing else."""

from typing import Any

import pytest

from claims import due, tasks
from claims.models import Claim, Event, Reading, Rescoring
from claims.reading import choosing, ranking, rescoring
from claims.reading.find import find_claims
from claims.text.worthiness import LABELS
from tests import factories as make
from tests.articles import KILLED, LATER, STORY, file_of, imported
from tests.reading.taught import article_with_claims, decide

pytestmark = pytest.mark.django_db


def changed(**reasons: float) -> Rescoring:
    use = choosing.save(make.curator(), reasons, 12, "Because.", choosing.last_use_id())
    return use.rescoring


def places() -> list[dict[str, Any]]:
    found = Claim.objects.order_by("pk").values("pk", "score", "found_because", "priority", "reasons")
    return [dict(each) for each in found]


def test_waiting_claims_get_the_scores_of_the_weights_in_use() -> None:
    people, money = article_with_claims(1)
    rescoring.rescore(changed(figure=-2.0, toll=-3.0, institution=4.0, prediction=0.5).pk)
    people.refresh_from_db()
    money.refresh_from_db()
    assert people.score < 50 < 500 < money.score
    assert money.found_because == [LABELS["institution"], LABELS["prediction"]]
    assert money.reasons == money.found_because
    assert money.priority == ranking.base(money.score)
    assert (money.state, money.version) == ("new", 1)
    assert not Event.objects.exclude(action="find").exists()


def test_scored_anew_by_the_same_weights_all_claims_stay_as_they_were_found() -> None:
    imported(file_of(*STORY))
    imported(file_of(KILLED, LATER), "other.txt")
    before = places()
    assert before
    rescoring.rescore(changed().pk)
    assert places() == before


def test_what_people_decided_about_stays_where_it_is() -> None:
    accepted, dismissed = article_with_claims(1)
    decide(accepted, True, make.reviewer())
    decide(dismissed, False, make.reviewer())
    before = places()
    rescoring.rescore(changed(figure=5.0).pk)
    assert places() == before


def test_a_claim_of_several_articles_keeps_what_that_adds() -> None:
    imported(file_of(KILLED))
    imported(file_of(KILLED, LATER), "other.txt")
    for pk in Claim.objects.values_list("pk", flat=True):
        ranking.refresh(pk)
    before = places()
    rescoring.rescore(changed().pk)
    assert places() == before


def test_it_goes_on_where_a_worker_died(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(3):
        article_with_claims(number)
    row = changed(figure=5.0)
    monkeypatch.setattr(rescoring, "TOGETHER", 2)
    assert rescoring._some(row.pk)
    row.refresh_from_db()
    assert Claim.objects.filter(score=500).count() == 4
    assert row.below == Claim.objects.order_by("-pk")[1].pk
    rescoring.rescore(row.pk)
    assert not Claim.objects.filter(score=500).exists()
    before = places()
    rescoring.rescore(row.pk)
    assert places() == before


def test_scores_of_weights_that_are_in_use_no_more_are_not_made() -> None:
    article_with_claims(1)
    old, _ = changed(figure=5.0), changed(figure=-5.0)
    before = places()
    rescoring.rescore(old.pk)
    old.refresh_from_db()
    assert old.done_at
    assert places() == before


def test_a_lost_message_is_found_by_the_sweeper(monkeypatch: pytest.MonkeyPatch) -> None:
    article_with_claims(1)
    row = changed(figure=5.0)
    monkeypatch.setattr(tasks, "wake_worker", lambda task, pk: {"claims.rescore": tasks.rescore}[task](pk))
    tasks.sweep()
    row.refresh_from_db()
    assert row.done_at


def test_it_is_given_up_after_five_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    article_with_claims(1)
    row = changed(figure=5.0)

    def fall_over(claims: object, using: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(rescoring, "_score", fall_over)
    for _ in range(due.TRIES):
        with pytest.raises(RuntimeError):
            rescoring.rescore(row.pk)
    rescoring.rescore(row.pk)
    row.refresh_from_db()
    assert row.done_at


def test_an_article_read_after_a_change_is_ranked_by_it() -> None:
    row = changed(figure=-5.0, toll=-5.0)
    item = imported(file_of(*STORY))
    reading = Reading.objects.get(revision=item.revision)
    assert reading.weighing == row.use.weighing
    assert all(claim.score < 100 for claim in Claim.objects.filter(figures_said__gt=""))
    find_claims(reading.pk)
