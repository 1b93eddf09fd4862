"""The trained tagger: learned from a few invented texts, it finds what such texts say."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.conf import settings as desk
from pytest_django import Settings

from claims import checks
from claims.models import Reading
from claims.reading.backends import Crf, NoModel, chosen
from claims.reading.backends.crf import crf
from claims.reading.backends.crf import model as files
from claims.reading.backends.crf.brat import marked
from claims.reading.backends.crf.pairing import Pairs, pieces
from claims.reading.backends.crf.training import train
from claims.text.attribution import Attribution
from claims.text.readers import Article
from claims.text.sentences import sentences
from claims.text.spans import Span
from claims.text.weighing import BUILT_IN
from tests import articles
from tests.conftest import NEEDS_DATA

TEXT = (
    "The river board said the lock would stay shut until May.\n\n"
    "“We tried every key twice,” Mr. Penn said. Witnesses saw a truck. She warned that the crane could fall."
)


@pytest.fixture
def trained(trained_file: Path) -> Crf:
    return crf(trained_file)


def article(text: str, language: str = "en") -> Article:
    return Article(text, sentences(text), None, language)


def phrases(text: str, found: Sequence[Attribution]) -> list[tuple[str, str, str]]:
    spans = [(each.source, each.cue, each.content) for each in found]
    return [tuple(span.of(text) if span else "" for span in row) for row in spans]  # type: ignore[misc]


def test_what_was_learned_is_found_in_other_words(trained: Crf) -> None:
    found = phrases(TEXT, trained.attributions(article(TEXT)))
    assert ("The river board", "said", "the lock would stay shut until May") in found
    assert ("Mr. Penn", "said", "“We tried every key twice,”") in found
    assert ("She", "warned", "that the crane could fall") in found


def test_quotes_are_known_by_their_marks(trained: Crf) -> None:
    quoted = [each.content for each in trained.attributions(article(TEXT)) if each.quoted and each.content]
    assert [span.of(TEXT) for span in quoted] == ["“We tried every key twice,”"]


def test_cues_are_of_the_kinds_that_the_rules_know(trained: Crf) -> None:
    text = "According to the police, four barns burned down. The mayor said the lock would stay shut until June."
    kinds = {each.cue.of(text): each.kind for each in trained.attributions(article(text)) if each.cue}
    assert kinds == {"According to": "according", "said": "says"}


def test_nobody_is_named_in_the_midst_of_what_they_say(trained: Crf) -> None:
    text = f"{TEXT} “The mayor said nothing of it,” said Mr. Penn. The board, Ms. Fenwick said, denied it."
    found = trained.attributions(article(text))
    assert len(found) > 3
    assert not any(each.source.overlaps(each.content) for each in found if each.source and each.content)


def test_its_attributions_make_candidates(trained: Crf) -> None:
    found = trained.candidates(article(TEXT), BUILT_IN, 12)
    assert [(each.claimant, each.manner) for each in found] == [("Mr. Penn", "quoted")]


def test_what_it_did_not_learn_is_left_to_the_rules_or_to_nobody(trained: Crf) -> None:
    assert trained.attributions(article("Das Amt sagte, die Brücke bleibe gesperrt.", "de")) == []


def test_behind_the_words_that_are_tagged_the_rules_go_on(trained: Crf) -> None:
    text = "\n\n".join(["The old lock by the mill was painted green again in the cold spring of that year."] * 1000)
    text += "\n\nThe river board said the lock would stay shut until May."
    assert ("The river board", "said", "the lock would stay shut until May") in phrases(
        text, trained.attributions(article(text))
    )


def test_the_same_texts_make_the_same_model(tmp_path: Path, corpus: Path, trained: Crf) -> None:
    again = files.save(tmp_path / "again", *train(list(marked(corpus, []))), {})
    assert (again.words, again.sources) == (trained.model.words, trained.model.sources)
    assert again.version == trained.version


def test_the_version_names_the_features_and_the_content(trained: Crf) -> None:
    features, _, content = trained.version.partition("-")
    assert features == trained.model.head["features"]
    assert trained.model.head["sha256"].startswith(content)


def test_the_settings_name_the_model(trained_file: Path, settings: Settings) -> None:
    assert chosen().name == "builtin"
    settings.FACTCHECK_ATTRIBUTION_MODEL = str(trained_file)
    assert chosen().name == "crf"


def test_a_model_that_was_trained_anew_is_used_at_once(trained_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "model"
    path.write_bytes(trained_file.read_bytes())
    first = crf(path)
    files.save(path, first.model.sources, first.model.words, {})
    assert crf(path).version != first.version


def broken(raw: bytes) -> dict[str, bytes]:
    end = raw.index(b"\n", len(files.KIND))
    head = json.loads(raw[len(files.KIND) : end])
    other = json.dumps(head | {"features": "0"}).encode()
    return {
        "empty": b"",
        "foreign": b"PK\x03\x04 something else",
        "cut off": raw[:-100],
        "no head": files.KIND + b"\xff\xfe\n",
        "a list for a head": files.KIND + b"[]\n",
        "of other features": files.KIND + other + raw[end:],
    }


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("empty", "does not begin as one"),
        ("foreign", "does not begin as one"),
        ("cut off", "not what its first line says"),
        ("no head", "no attribution model"),
        ("a list for a head", "no attribution model"),
        ("of other features", "features of version 0"),
    ],
)
def test_a_file_that_is_no_model_is_named(how: str, says: str, trained_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "model"
    path.write_bytes(broken(trained_file.read_bytes())[how])
    with pytest.raises(NoModel, match=says) as refusal:
        crf(path)
    assert str(path) in str(refusal.value)


def test_the_check_names_a_missing_model_and_is_content_with_a_sound_one(
    settings: Settings, trained_file: Path, tmp_path: Path
) -> None:
    settings.FACTCHECK_ATTRIBUTION_MODEL = str(tmp_path / "gone")
    [message] = checks.the_attribution_model_can_be_read()
    assert (message.id, "gone can't be read" in message.msg) == ("claims.E006", True)
    settings.FACTCHECK_ATTRIBUTION_MODEL = str(trained_file)
    assert checks.the_attribution_model_can_be_read() == []


@pytest.mark.django_db
def test_a_reading_says_which_model_made_it(settings: Settings, trained_file: Path) -> None:
    settings.FACTCHECK_ATTRIBUTION_MODEL = str(trained_file)
    assert read_one() == (f"crf {crf(trained_file).version}", "")


@pytest.mark.django_db
def test_without_its_model_the_desk_reads_by_the_rules_and_says_so(settings: Settings, tmp_path: Path) -> None:
    settings.FACTCHECK_ATTRIBUTION_MODEL = str(tmp_path / "gone")
    backend, note = read_one()
    assert backend.startswith("builtin ")
    assert note.startswith("Read by the built-in: The attribution model")


def read_one() -> tuple[str, str]:
    item = articles.imported(articles.file_of(*articles.STORY))
    reading = Reading.objects.get(revision=item.revision_id)
    return reading.backend, reading.note


def test_pieces_begin_where_tags_say_so() -> None:
    assert pieces(["B-C", "I-C", "B-C", "O", "I-S", "I-K"]) == [
        ("C", 0, 2), ("C", 2, 3), ("S", 4, 5), ("K", 5, 6),
    ]  # fmt: skip


def test_contents_go_to_the_cue_beside_them() -> None:
    tags = ["B-S", "B-K", "B-C", "I-C", "O", "B-C", "I-C", "B-S", "B-K", "O"]
    first, second = Pairs(tags, [tag == "O" for tag in tags]).said()
    assert (first.cue, first.contents) == (("K", 1, 2), [("C", 2, 4)])
    assert (second.cue, second.contents) == (("K", 8, 9), [("C", 5, 7)])


def test_of_what_is_said_in_pieces_the_nearest_comes_first() -> None:
    tags = ["B-C", "I-C", "O", "B-S", "B-K", "B-C", "I-C"]
    [said] = Pairs(tags, [False] * 7).said()
    assert said.contents == [("C", 5, 7), ("C", 0, 2)]


def test_what_is_said_far_from_any_cue_stands_alone() -> None:
    tags = ["B-K", *["O"] * 60, "B-C"]
    assert [(said.cue, said.contents) for said in Pairs(tags, [False] * 62).said()] == [
        (("K", 0, 1), []), (None, [("C", 61, 62)]),
    ]  # fmt: skip


@pytest.mark.skipif(not desk.FACTCHECK_DATA, reason=NEEDS_DATA)
def test_real_articles_teach_it() -> None:
    folder = Path(desk.FACTCHECK_DATA) / "data" / "attribution"
    words, sources = train(list(marked(folder / "train", []))[:60])
    learned = Crf(files.Model({"features": "", "sha256": ""}, words, sources))
    hits = said = gold = 0
    for each in list(marked(folder / "dev", []))[:30]:
        found = [one.content for one in learned.attributions(article(each.text)) if one.content]
        by_model = characters(found)
        by_people = characters([span for event in each.events for span in event["Content"]])
        hits, said, gold = hits + len(by_model & by_people), said + len(by_model), gold + len(by_people)
    assert 2 * hits / (said + gold) > 0.75


def characters(spans: Sequence[Span]) -> set[int]:
    return {place for span in spans for place in range(*span)}
