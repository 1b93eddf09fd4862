import pytest
from django.test import Client

from claims.models import Article, Claim, Draft, Person, Publication
from claims.publish import release
from claims.review import claims, drafts, leases, verdicts
from claims.states import State
from claims.templatetags.citing import linked
from claims.views import public
from claims.workflow import open_claim
from tests import factories
from tests.views.at_desk import HOSTILE, assert_inert, each_id, queries, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader() -> Client:
    """Anybody: not signed in."""
    return Client()


def page(publication: Publication, reader: Client) -> str:
    return text(reader.get(f"/checks/{publication.claim_id}/"))


def fresh(claim: Claim) -> Claim:
    return Claim.objects.get(pk=claim.pk)


ANEW = f"Read anew [1]. {factories.RATIONALE}"


def corrected(publication: Publication, note: str = "We had misread the first passage.") -> Publication:
    proposer, mara, claim = factories.reviewer(), factories.senior(), fresh(publication.claim)
    lease = leases.correct(claim, proposer, claim.version)
    version = Draft.objects.get(claim=claim).version
    last = factories.rating().scale.ratings.exclude(value=None).last()
    drafts.save(claim, proposer, lease.pk, version, rating=last, rationale=ANEW, public_note=note)
    verdict = verdicts.submit(fresh(claim), proposer, lease.pk, fresh(claim).version)
    verdicts.sign(claim, mara, fresh(claim).version, verdict.pk)
    return release.publish(claim, mara, fresh(claim).version, verdict.pk)


def retracted(publication: Publication, note: str = "The passage was withdrawn.") -> None:
    claim = publication.claim
    release.ask_retraction(claim, factories.senior(), fresh(claim).version, note)
    release.confirm_retraction(claim, factories.senior(), fresh(claim).version)


def test_the_page_shows_claim_verdict_rationale_passages_and_who_checked(reader: Client) -> None:
    asha, mara = factories.person("reviewer", name="Asha Nair"), factories.person("senior", name="Mara Osei")
    signed = factories.signed(mara, proposer=asha)
    made = release.publish(signed.claim, mara, fresh(signed.claim).version, signed.pk)
    shown = page(made, reader)
    rating = factories.rating()
    for said in (made.frozen["wording"], rating.label, rating.definition, "Asha Nair", "Signed off by Mara Osei"):
        assert said in shown
    assert 'The report of the day says so <a class="cite" href="#p1">[1]</a>.' in shown
    assert '<mark class="hl supports">Nobody was warned</mark>' in shown
    assert 'id="p1"' in shown


def test_a_number_in_brackets_that_names_no_passage_stays_text() -> None:
    assert linked("See [1] and [2] and [0] and [x].", {1}, "p") == (
        'See <a class="cite" href="#p1">[1]</a> and [2] and [0] and [x].'
    )


def test_context_ends_at_whole_words_and_at_the_paragraph() -> None:
    assert public._before("x" * 20 + " on Monday. ") == "… on Monday. "
    assert public._before("It ended.\n\nThen ") == "Then "
    assert public._after(" was said. And nothing followed a") == " was said. And nothing followed …"
    assert public._after(".\n\nThe next paragraph of the text") == "."


@pytest.mark.parametrize("state", [state for state in State if state not in (State.PUBLISHED, State.RETRACTED)])
def test_a_claim_that_is_not_public_is_answered_like_one_that_is_none(reader: Client, state: State) -> None:
    claim = {
        State.NEW: lambda: open_claim("find", by=None, wording="Found"),
        State.QUEUED: factories.claim,
        State.WORKING: lambda: factories.taken(factories.reviewer()).claim,
        State.REVIEW: lambda: factories.submitted().claim,
        State.SIGNED: lambda: factories.signed().claim,
        State.DISMISSED: _dismissed,
        State.MERGED: _merged,
    }[state]()
    assert fresh(claim).state == state
    hidden, none = reader.get(f"/checks/{claim.pk}/"), reader.get(f"/checks/{claim.pk + 10_000}/")
    assert (hidden.status_code, none.status_code) == (404, 404)
    assert hidden.content == none.content
    assert reader.get(f"/checks/{claim.pk}/versions/1/").status_code == 404
    assert claim.wording not in text(reader.get("/checks/"))


def _dismissed() -> Claim:
    claim = factories.claim()
    claims.dismiss(claim, factories.senior(), claim.version, "Not checkable.")
    return claim


def _merged() -> Claim:
    claim = factories.claim()
    claims.merge(claim, factories.claim(), factories.senior(), claim.version)
    return claim


def test_what_the_desk_changes_after_publication_does_not_show(reader: Client) -> None:
    made = factories.published()
    before = page(made, reader)
    lease = leases.correct(fresh(made.claim), factories.reviewer(), fresh(made.claim).version)
    factories.attached(lease, "contradicts", "The dam burst")
    claim = fresh(made.claim)
    claims.reword(claim, lease.holder, lease.pk, claim.version, wording="Worded anew", claimant="Another", said_on=None)
    assert page(made, reader) == before


def test_a_correction_is_told_and_every_version_kept(reader: Client) -> None:
    first = factories.published()
    second = corrected(first)
    shown = page(second, reader)
    assert "We had misread the first passage." in shown
    assert f"/checks/{first.claim_id}/versions/1/" in shown
    old = reader.get(f"/checks/{first.claim_id}/versions/1/")
    assert old.status_code == 200
    assert "This is version 1; it was corrected since." in text(old)
    assert '<a class="cite" href="#p1">[1]</a>.' in text(old)
    assert "Read anew" in shown
    assert "Read anew" not in text(old)
    assert 'content="noindex"' in text(old)
    assert 'content="noindex"' not in shown


def test_until_a_correction_is_published_the_page_stays_as_it_is(reader: Client) -> None:
    made = factories.published()
    before = page(made, reader)
    lease = leases.correct(fresh(made.claim), factories.reviewer(), fresh(made.claim).version)
    version = Draft.objects.get(claim=made.claim).version
    drafts.save(
        lease.claim, lease.holder, lease.pk, version, rating=factories.rating(), rationale=ANEW, public_note="Why"
    )
    verdicts.submit(fresh(made.claim), lease.holder, lease.pk, fresh(made.claim).version)
    assert page(made, reader) == before
    assert reader.get(f"/checks/{made.claim_id}/versions/2/").status_code == 404


def test_a_retracted_verdict_is_gone_but_explained(reader: Client) -> None:
    made = factories.published()
    retracted(made)
    for address in (f"/checks/{made.claim_id}/", f"/checks/{made.claim_id}/versions/1/"):
        response = reader.get(address)
        assert response.status_code == 410
        assert "The passage was withdrawn." in text(response)
        assert f"<s>{made.frozen['rating']['label']}</s>" in text(response)
        assert 'class="ruler"' not in text(response)
        assert 'content="noindex"' in text(response)
    assert "Retracted." in text(reader.get("/checks/"))


def test_a_retraction_that_is_only_asked_for_changes_nothing(reader: Client) -> None:
    made = factories.published()
    before = page(made, reader)
    release.ask_retraction(made.claim, factories.senior(), fresh(made.claim).version, "Not yet public.")
    assert page(made, reader) == before


def test_the_list_has_each_claim_once_newest_first_page_by_page(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public, "PAGE", 2)
    made = [factories.published() for _ in range(3)]
    corrected(made[0])
    first = text(reader.get("/checks/"))
    order = [first.find(f'href="/checks/{each.claim_id}/"') for each in (made[0], made[2], made[1])]
    assert order[2] == -1
    assert 0 < order[0] < order[1]
    second = text(reader.get("/checks/", {"before": made[2].pk}))
    assert f'href="/checks/{made[1].claim_id}/"' in second
    assert f'href="/checks/{made[0].claim_id}/"' not in second


def test_sources_on_the_web_are_linked_and_files_have_no_place(reader: Client) -> None:
    article = factories.article()
    Article.objects.filter(pk=article.pk).update(address="file:/srv/secret/place/story.txt")
    filed = factories.published(of=factories.claim(of=article))
    assert "/srv/secret" not in page(filed, reader)
    assert "Source</a>" not in page(filed, reader)
    Article.objects.filter(pk=article.pk).update(address="https://ledger.example/dam?a=1&b=2")
    linked = factories.published(of=factories.claim(of=article))
    assert 'href="https://ledger.example/dam?a=1&amp;b=2" rel="nofollow' in page(linked, reader)


def test_the_page_is_for_caches_and_holds_nothing_of_the_desk(reader: Client) -> None:
    made = factories.published()
    response = reader.get(f"/checks/{made.claim_id}/")
    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    shown = text(response)
    for private in ("csrf", "@example.org", "lease", made.verdict.digest):
        assert private not in shown.lower()


def test_a_signed_in_person_sees_the_same_page(reader: Client) -> None:
    made = factories.published()
    assert page(made, signed_in(factories.senior())) == page(made, reader)


@each_id
def test_ids_of_no_claim_are_not_found(reader: Client, wrong: str) -> None:
    made = factories.published()
    assert reader.get(f"/checks/{wrong}/").status_code == 404
    assert reader.get(f"/checks/{made.claim_id}/versions/{wrong}/").status_code == 404


def test_nothing_published_yet_says_so(reader: Client) -> None:
    assert "Nothing is published yet." in text(reader.get("/checks/"))


def test_hostile_words_stay_words(reader: Client) -> None:
    named = factories.outlet()
    type(named).objects.filter(pk=named.pk).update(name=HOSTILE)
    article = factories.article(text=f"{HOSTILE} Twelve people {HOSTILE}", title=HOSTILE, by=named)
    claim = factories.claim(of=article, wording=HOSTILE)
    Claim.objects.filter(pk=claim.pk).update(claimant=HOSTILE)
    made = _published_by(factories.person("reviewer", name=HOSTILE), fresh(claim))
    assert_inert(page(made, reader))
    assert_inert(text(reader.get("/checks/")))
    retracted(corrected(made, HOSTILE), HOSTILE)
    assert_inert(page(made, reader))


def _published_by(proposer: Person, claim: Claim) -> Publication:
    lease = factories.taken(proposer, claim)
    factories.attached(lease, "context", HOSTILE[:20])
    rationale = f"{HOSTILE} [1]\n\n{HOSTILE}"
    rating, answers = factories.rating(), factories.ANSWERS
    drafts.save(claim, proposer, lease.pk, 0, rating=rating, rationale=rationale, answers=answers)
    verdict = verdicts.submit(fresh(claim), proposer, lease.pk, fresh(claim).version)
    mara = factories.senior()
    verdicts.sign(claim, mara, fresh(claim).version, verdict.pk)
    return release.publish(claim, mara, fresh(claim).version, verdict.pk)


def test_as_many_queries_for_thirty_rows_as_for_one(reader: Client) -> None:
    made = factories.published()
    checks, one = queries(reader, "/checks/"), queries(reader, f"/checks/{made.claim_id}/")
    for _ in range(6):
        factories.published()
        made = corrected(made)
    assert queries(reader, "/checks/") == checks == 1
    assert queries(reader, f"/checks/{made.claim_id}/") == one == 2
