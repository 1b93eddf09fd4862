"""Passages are exactly what stands in the revision, numbered for ever, changed by the holder alone."""

from typing import Any

import pytest

from claims.evidence import attach
from claims.models import Claim, Event, Evidence
from claims.workflow import LeaseLost, Missing, Stale
from tests import factories as make
from tests.situations import Scene, scene_of

pytestmark = pytest.mark.django_db
TEXT = "Zürich’s mayor said 👩‍👩‍👧 were safe.\n\nNobody was warned."
QUOTE = "👩‍👩‍👧 were safe"


def put(scene: Scene, **changed: Any) -> Evidence:
    revision = make.article(TEXT).current
    assert revision is not None
    start = TEXT.index(QUOTE)
    place: dict[str, Any] = {"start": start, "end": start + len(QUOTE), "quote": QUOTE, "stance": "contradicts"}
    place |= changed
    return attach.attach(scene.claim, scene.holder, scene.token(), revision=revision, **place)


def test_a_passage_keeps_its_place_its_words_and_those_around_them_in_code_points() -> None:
    made = put(scene_of("working"))
    made.refresh_from_db()
    assert TEXT[made.start : made.end] == made.quote == QUOTE
    assert (made.prefix, made.suffix) == (TEXT[: made.start], TEXT[made.end :][:32])


@pytest.mark.parametrize(
    "wrong",
    [
        {"quote": "Nobody was warned."},
        {"quote": QUOTE.replace("\u200d", "")},
        {"start": 0},
        {"end": 900},
        {"start": -1},
        {"start": 30, "end": 20},
        {"start": 5, "end": 5, "quote": ""},
        {"stance": "perhaps"},
    ],
)
def test_a_passage_that_does_not_fit_is_refused_and_nothing_is_kept(wrong: dict[str, Any]) -> None:
    scene = scene_of("working")
    before = Evidence.objects.count(), Event.objects.count()
    with pytest.raises(Missing):
        put(scene, **wrong)
    assert (Evidence.objects.count(), Event.objects.count()) == before


def test_the_same_passage_again_is_the_one_already_there_with_the_new_stance() -> None:
    scene = scene_of("working")
    first = Evidence.objects.get(claim=scene.claim)
    again = make.attached(scene.lease(), "context")
    assert (again.pk, again.stance, again.version) == (first.pk, "context", 2)


def test_claims_count_their_passages_by_stance_as_they_come_and_go() -> None:
    scene = scene_of("working")
    other = put(scene)
    assert (scene.fresh().supports, scene.claim.contradicts, scene.claim.context) == (1, 1, 0)
    attach.edit(other, scene.holder, scene.token(), other.version, stance="context", note="Only the mood.")
    assert (scene.fresh().supports, scene.claim.contradicts, scene.claim.context) == (1, 0, 1)
    attach.remove(other, scene.holder, scene.token())
    assert (scene.fresh().supports, scene.claim.contradicts, scene.claim.context) == (1, 0, 0)


def test_a_removed_passage_keeps_its_row_and_its_number_is_never_given_again() -> None:
    scene = scene_of("working")
    first = put(scene)
    attach.remove(first, scene.holder, scene.token())
    attach.remove(first, scene.holder, scene.token())
    second = put(scene)
    assert (first.number, second.number) == (2, 3)
    assert Evidence.objects.filter(pk=first.pk).exclude(removed_at=None).exists()
    assert Event.objects.filter(claim=scene.claim, action="remove passage").count() == 1


def test_an_edit_over_a_stale_or_a_removed_passage_is_refused() -> None:
    scene = scene_of("working")
    item = Evidence.objects.get(claim=scene.claim)
    attach.edit(item, scene.holder, scene.token(), 1, stance="context", note="")
    for _ in range(2):
        with pytest.raises(Stale):
            attach.edit(item, scene.holder, scene.token(), 1, stance="supports", note="")
        attach.remove(item, scene.holder, scene.token())


@pytest.mark.parametrize("who", ["reviewer", "senior"])
def test_only_the_holder_touches_the_evidence(who: str) -> None:
    scene = scene_of("working")
    item, token = Evidence.objects.get(claim=scene.claim), scene.token()
    for change in (
        lambda: attach.edit(item, scene.people[who], token, 1, stance="context", note=""),
        lambda: attach.remove(item, scene.people[who], token),
    ):
        with pytest.raises(LeaseLost):
            change()
    assert Claim.objects.get(pk=scene.claim.pk).supports == 1
