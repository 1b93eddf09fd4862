"""A broker that is away costs a save next to nothing."""

import time

import pytest

from claims import workflow
from claims.models import Claim, FollowUp
from factcheck.celery import app
from tests import factories as make
from tests.services import Services, free_port


@pytest.fixture
def broker_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(workflow.quiet, "until", 0.0)
    away = type(app)("away", broker=f"redis://127.0.0.1:{free_port()}/0", set_as_current=False)
    away.conf.broker_transport_options = app.conf.broker_transport_options
    monkeypatch.setattr(workflow, "current_app", away)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("broker_away")
def test_with_the_broker_away_saves_are_done_and_quick_and_what_follows_stays_due() -> None:
    reviewer = make.reviewer()
    started = time.monotonic()
    claim = make.claim()
    make.taken(reviewer, claim)
    assert time.monotonic() - started < 2
    assert Claim.objects.get(pk=claim.pk).state == "working"
    assert FollowUp.objects.filter(event__claim=claim, done_at=None).count() == 2  # found by hand, and taken


@pytest.mark.usefixtures("broker_away")
def test_a_broker_that_did_not_answer_is_left_alone_for_a_while(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        workflow.wake_worker("claims.follow_up", 1)
    assert len(caplog.records) == 1


def test_a_worker_is_sent_the_task_by_its_name(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(workflow.quiet, "until", 0.0)
    app.control.purge()
    workflow.wake_worker("claims.follow_up", 7)
    with app.connection_for_write() as broker:
        message = broker.SimpleQueue("celery").get(timeout=5)
    message.ack()
    assert message.headers["task"] == "claims.follow_up"
    assert message.payload[0] == [7]
