from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from claims.ingest import intake, store
from claims.models import Claim, Person, Verdict
from claims.publish import release
from claims.review import drafts, leases, verdicts
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, part, queries, signed_in, text

pytestmark = pytest.mark.django_db


def home(person: Person) -> str:
    return text(signed_in(person).get("/"))


def returned(verdict: Verdict, by: Person, note: str = "Find a second source.") -> None:
    verdicts.send_back(verdict.claim, by, fresh(verdict.claim).version, verdict.pk, note)


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


def test_what_came_back_stands_first_with_the_note_and_not_again_among_what_is_held() -> None:
    asha, mara = factories.reviewer(), factories.person("senior", name="Mara Osei")
    verdict = factories.submitted(asha)
    returned(verdict, mara)
    page = part(home(asha), "Do first")
    assert "by Mara Osei" in page
    assert "“Find a second source.”" in page
    assert f'href="/claims/{verdict.claim_id}/?pane=verdict"' in page
    assert "In your hands" not in page


def test_a_verdict_submitted_anew_is_no_longer_returned() -> None:
    asha = factories.reviewer()
    verdict = factories.submitted(asha)
    returned(verdict, factories.senior())
    lease = fresh(verdict.claim).lease
    verdicts.submit(lease.claim, asha, lease.pk, lease.claim.version)
    assert "Returned to you" not in home(asha)


def test_what_is_held_shows_minutes_draft_and_what_is_missing() -> None:
    asha = factories.reviewer()
    lease = factories.taken(asha)
    drafts.save(lease.claim, asha, lease.pk, 0, rating=None, rationale="So far.")
    page = part(home(asha), "Do first")
    assert "for 30 more minutes" in page
    assert "Draft saved" in page
    assert "Before you can submit: Choose a rating. Say more in the rationale: it has 7 of 80 characters." in page
    assert "And 5 more." in page


def test_a_hold_that_has_run_out_is_not_in_my_hands() -> None:
    asha = factories.reviewer()
    lease = factories.taken(asha)
    type(lease).objects.filter(pk=lease.pk).update(expires_at=timezone.now() - timedelta(seconds=1))
    assert "In your hands" not in home(asha)


def test_claims_given_back_stay_mine() -> None:
    asha = factories.reviewer()
    lease = factories.taken(asha)
    leases.release(lease.claim, asha, fresh(lease.claim).version)
    assert lease.claim.wording in part(home(asha), "Yours, in nobody’s hands")


def test_seniors_see_what_others_submitted_and_not_their_own() -> None:
    mara = factories.senior()
    own, others = factories.submitted(mara), factories.submitted()
    page = part(home(mara), "To sign off")
    assert others.claim.wording in page
    assert own.claim.wording not in page


def test_reviewers_are_not_asked_to_sign_or_publish() -> None:
    factories.submitted()
    factories.signed()
    page = home(factories.reviewer())
    assert 'id="sign"' not in page
    assert 'id="publish"' not in page


def test_seniors_see_what_is_signed_and_which_retractions_are_asked_for() -> None:
    mara, tomas = factories.senior(), factories.senior()
    signed, public = factories.signed(), factories.published()
    release.ask_retraction(public.claim, tomas, fresh(public.claim).version, "The source withdrew it.")
    assert signed.claim.wording in part(home(mara), "Signed, to publish")
    assert "“The source withdrew it.”" in part(home(mara), "Retractions asked for")
    assert ">Decide<" in part(home(mara), "Retractions asked for")
    assert "another senior has to confirm" in part(home(tomas), "Retractions asked for")


def test_curators_see_failed_imports_and_alarms_of_feeds() -> None:
    run = intake.start("Bad files")
    store.import_item(intake.take_in(run, "empty.html", "file:/x/empty.html", b"<html></html>").pk)
    good = timezone.now() - timedelta(days=5)
    bad = factories.feed(name="Bureau", problem="The site has trouble of its own.", failures=3)
    silent = factories.feed(name="Wire", usual_gap=timedelta(hours=2), brought_at=good)
    factories.feed(name="Daily", moved_to="https://new.example/rss")
    factories.feed(name="Lapsed", held="It was the feed of another.")
    run_of_feed = intake.start("Poison", feed=factories.feed())
    kept = intake.take_in(run_of_feed, "bomb", "file:bomb", b"x")
    type(kept).objects.filter(pk=kept.pk).update(outcome="quarantined", finished_at=Now())
    page = part(home(factories.curator()), 'id="sources"')
    expected = (
        f'href="/imports/{run.pk}/?only=failed"',
        "The site has trouble of its own.",
        f'href="/feeds/{bad.pk}/"',
        f'href="/feeds/{silent.pk}/"',
        "Nothing new for 5 days; mostly something comes every 2 hours.",
        f"Last new {good:%-d %b %H:%M}",
        "It has moved to https://new.example/rss.",
        "It was the feed of another.",
        'href="/imports/?outcome=quarantined"',
        "1 item was given up",
    )
    for said in expected:
        assert said in page, said
    assert f'href="/imports/{run_of_feed.pk}/' not in page


def test_everybody_sees_in_a_line_how_the_feeds_fare_and_only_curators_the_alarms() -> None:
    factories.feed(problem="No answer.", failures=3)
    factories.feed(looked_at=timezone.now())
    page = home(factories.reviewer())
    assert 'href="/imports/?state=failing"><b class="alarm">1 failing</b>' in page
    assert ">1 fine</a>" in page
    assert 'id="sources"' not in page


def test_the_desk_in_numbers_and_by_age() -> None:
    asha = factories.reviewer()
    old = factories.claim()
    Claim.objects.filter(pk=old.pk).update(added_at=timezone.now() - timedelta(days=8))
    factories.claim()
    factories.taken(asha)
    page = home(asha)
    assert "1 under a day, 0 one to three days, 0 three to seven, 1 over seven" in page
    assert "<dt>in hand</dt><dd>1</dd>" in page


def test_an_empty_desk_says_how_articles_get_in() -> None:
    page = home(factories.curator())
    assert "The desk is empty." in page
    assert "/sources/add/" in page
    assert "/sources/add/" not in home(factories.reviewer())
    assert "/imports/new/" in home(factories.reviewer())


def test_administrators_see_people_and_no_links_into_the_desk() -> None:
    nobody = factories.person(name="Newly Come")
    page = home(factories.administrator())
    assert f"/admin/claims/person/{nobody.pk}/change/" in page
    assert 'href="/queue/"' not in page
    assert 'href="/imports/"' not in page
    assert 'href="/admin/"' in page


def test_without_a_role_the_page_says_who_gives_one() -> None:
    response = signed_in(factories.person()).get("/")
    assert response.status_code == 403
    assert "An administrator has to give you a role." in text(response)


def test_hostile_words_stay_words() -> None:
    asha, mara = factories.person("reviewer", name=HOSTILE), factories.person("senior", name=HOSTILE)
    verdict = factories.submitted(asha, factories.claim(wording=HOSTILE))
    assert_inert(home(mara))
    returned(verdict, mara, HOSTILE)
    assert_inert(home(asha))


def test_as_many_queries_for_thirty_of_each_as_for_one() -> None:
    mara = factories.senior()
    client = signed_in(mara)

    def one_of_each() -> None:
        factories.submitted()
        factories.signed()
        returned(factories.submitted(mara), factories.senior())
        factories.taken(mara)

    one_of_each()
    one = queries(client, "/")
    for _ in range(4):
        one_of_each()
    assert queries(client, "/") == one
