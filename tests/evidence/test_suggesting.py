"""Passages proposed by their words: of the story first, never twice, never as evidence."""

import pytest

from claims.evidence import attach, deciding, suggesting
from claims.ingest import raws
from claims.models import Article, Claim, Evidence, FollowUp, Origin, Passage, Revision, Story, StoryArticle, Suggestion
from claims.review import claims
from claims.tasks import follow_up
from claims.text.sentences import sentences
from claims.workflow import LeaseLost, Stale
from tests import factories as make

pytestmark = pytest.mark.django_db
WORDING = "Eight people were killed when the Harrow dam burst"
AGREES = "Eight people were killed when the dam above Harrow burst, the mayor said."
DIFFERS = "Eleven people were killed as the dam at Harrow burst."
NEAR = "The Harrow dam was built long before it burst."
FAR = "A choir sang in the town hall."


def claim(text: str = WORDING) -> Claim:
    return make.claim(of=make.article(f"{text}."), wording=WORDING, quote=text)


def proposed(of: Claim) -> list[tuple[str, str]]:
    return [(each.quote, each.stance) for each in deciding.waiting(of)]


def test_what_shares_the_claims_words_is_proposed_with_its_reason_and_who_proposes_it() -> None:
    of = claim()
    make.article(f"{AGREES}\n\n{FAR}")
    assert suggesting.suggest(of) == 1
    made = Suggestion.objects.get()
    assert (made.quote, made.stance, made.backend) == (AGREES, "supports", "search 1")
    assert made.why.startswith("It shares “Eight”, “people”")
    assert "agrees" in made.why
    assert made.revision.text[made.start : made.end] == AGREES


def test_a_figure_that_cannot_both_be_true_hints_at_a_contradiction_and_words_alone_at_nothing() -> None:
    of = claim()
    make.article(DIFFERS)
    make.article(NEAR)
    suggesting.suggest(of)
    assert proposed(of) == [(DIFFERS, "contradicts"), (NEAR, "")]


def test_of_a_paragraph_the_sentence_is_proposed_that_has_to_do_with_it() -> None:
    of = claim()
    text = f"{FAR} {DIFFERS} {FAR}"
    read = Revision(
        article=make.article(FAR), number=2, raw=raws.keep(text.encode()), title="", text=text, text_rules=1,
        sentences=[list(span) for span in sentences(text)],
    )  # fmt: skip
    read.save()
    Passage.objects.create(revision=read, start=0, end=len(text), text=text)
    Article.objects.filter(pk=read.article_id).update(current=read)
    suggesting.suggest(of)
    assert proposed(of) == [(DIFFERS, "contradicts")]


def test_the_claims_own_article_and_its_copies_are_not_proposed() -> None:
    of = claim()
    copy = make.article(f"{WORDING}, it was said again.")
    assert of.article
    origin = Origin.objects.create(head=of.article)
    for each in (of.article, copy):
        each.origin = origin
        each.save()
    assert suggesting.suggest(of) == 0


def test_the_same_story_comes_first() -> None:
    of = claim()
    make.article(f"{AGREES} Again.")
    inside = make.article(DIFFERS)
    story = Story.objects.create(title="The dam")
    StoryArticle.objects.create(story=story, article=inside)
    Claim.objects.filter(pk=of.pk).update(story=story)
    of.refresh_from_db()
    suggesting.suggest(of)
    assert proposed(of)[0] == (DIFFERS, "contradicts")
    assert "same story" in deciding.waiting(of)[0].why


def test_words_that_many_articles_carry_are_proposed_once_and_no_more_than_the_list_holds() -> None:
    of = claim()
    for number in range(suggesting.MOST + 3):
        make.article(AGREES)
        make.article(f"{AGREES} Reporter {number} was there.")
    assert suggesting.suggest(of) == suggesting.MOST
    quotes = [quote for quote, _ in proposed(of)]
    assert len(set(quotes)) == len(quotes)
    assert suggesting.suggest(of) == 0


def test_what_was_rejected_is_not_proposed_again_from_whatever_article() -> None:
    lease = make.taken(make.reviewer(), claim())
    make.article(AGREES)
    suggesting.suggest(lease.claim)
    deciding.reject(Suggestion.objects.get(), lease.holder, lease.pk)
    make.article(AGREES)
    assert suggesting.suggest(lease.claim) == 0
    assert proposed(lease.claim) == []


def test_what_is_attached_is_not_proposed() -> None:
    lease = make.taken(make.reviewer(), claim())
    source = make.article(AGREES).current
    assert source is not None
    attach.attach(
        lease.claim, lease.holder, lease.pk, revision=source, start=0, end=len(AGREES), quote=AGREES, stance="context"
    )
    assert suggesting.suggest(lease.claim) == 0


def test_a_suggestion_is_no_evidence_until_it_is_attached() -> None:
    lease = make.taken(make.reviewer(), claim())
    made = make.suggested(lease.claim)
    assert not Evidence.objects.filter(claim=lease.claim).exists()
    passage = attach.attach(
        lease.claim, lease.holder, lease.pk, revision=made.revision,
        start=made.start, end=made.end, quote=made.quote, stance="context",
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.decision, made.evidence, made.decided_by) == ("accepted", passage, lease.holder)


def test_a_suggestion_is_decided_once_and_by_the_holder() -> None:
    lease = make.taken(make.reviewer(), claim())
    made = make.suggested(lease.claim)
    with pytest.raises(LeaseLost):
        deciding.reject(made, make.reviewer(), lease.pk)
    deciding.reject(made, lease.holder, lease.pk)
    with pytest.raises(Stale):
        deciding.reject(made, lease.holder, lease.pk)


def test_they_are_made_after_a_claim_is_taken_and_after_it_is_worded_anew() -> None:
    lease = make.taken(make.reviewer(), claim())
    make.article(AGREES)
    follow_up(FollowUp.objects.latest("pk").event_id)
    assert proposed(lease.claim) == [(AGREES, "supports")]
    make.article("A bridge at Upper Marden closed on Sunday.")
    claims.reword(
        lease.claim, lease.holder, lease.pk, Claim.objects.get(pk=lease.claim_id).version,
        wording="A bridge at Upper Marden closed", claimant="", said_on=None,
    )  # fmt: skip
    follow_up(FollowUp.objects.latest("pk").event_id)
    assert len(proposed(lease.claim)) == 2


@pytest.mark.parametrize("wording", ["It was so", "?", "the of and", "é" * 300, "or or or", '"', "a:* & b"])
def test_a_wording_without_telling_words_finds_nothing_and_breaks_nothing(wording: str) -> None:
    of = claim()
    Claim.objects.filter(pk=of.pk).update(wording=wording)
    make.article(AGREES)
    assert suggesting.suggest(Claim.objects.get(pk=of.pk)) == 0
