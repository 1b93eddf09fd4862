"""Articles in languages that are not read yet, and one that is from now on."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.ingest import intake, store
from claims.models import Claim, Import, ImportItem, Mention, Reading, Revision
from claims.reading import find
from claims.text import readers
from tests import factories as make
from tests import latin
from tests.views.at_desk import signed_in, text

pytestmark = pytest.mark.django_db
GERMAN = (
    "Die Fähre nach Harn ist am Montag nicht gefahren, weil der Rumpf mit dem Bug auf eine Klippe gelaufen ist. "
    "Zwölf Gäste sind in den Hafen von Harn geschwommen, sagte der Kapitän, und er ist mit dem Schiff auf dem Weg."
)


def imported(words: str) -> ImportItem:
    """Brought in by the desk's own steps, and its reading done."""
    run = intake.start("Pasted", asked_by=make.reviewer(), way=Import.Way.PASTED)
    item = intake.take_text(run, "A title", words)
    store.import_item(item.pk)
    item.refresh_from_db()
    find.find_claims(Reading.objects.get(revision=item.revision).pk)
    return item


def test_an_article_in_another_language_is_imported_and_says_that_it_is_not_read() -> None:
    item = imported(GERMAN)
    assert item.revision is not None
    assert item.revision.language == "de"
    assert item.revision.reading.note == "Not read yet: German"
    assert not Claim.objects.exists()


def test_its_page_and_its_import_say_so_and_a_claim_can_be_made_by_hand() -> None:
    item, desk = imported(GERMAN), signed_in(make.reviewer())
    page = text(desk.get(f"/articles/{item.article_id}/"))
    assert "<b>Not read yet: German.</b> Its text can be searched and cited, and claims can be added by hand." in page
    assert "Nobody has looked for claims in it." in page
    assert 'lang="de" dir="auto"' in page
    assert "Not read yet: German" in text(desk.get(f"/imports/{item.run_id}/"))
    quote = "Zwölf Gäste"
    start = GERMAN.index(quote)
    told: dict[str, object] = {
        "wording": "Zwölf schwammen.",
        "kind": "event",
        "claimant": "",
        "said_where": "",
        "quote": quote,
    }
    told |= {"revision": item.revision_id, "start": start, "end": start + len(quote)}
    desk.post("/claims/new/", told)
    assert Mention.objects.get().quote == quote


def test_a_language_that_got_its_module_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(readers.READERS, "la", latin)
    article = make.article()
    revision = Revision.objects.create(
        article=article,
        number=2,
        raw=article.revisions.get().raw,
        text=latin.TEXT,
        text_rules=1,
        language="la",
    )
    find.find_claims(Reading.objects.create(revision=revision).pk)
    mention = Mention.objects.get()
    assert (mention.quote, mention.claimant, mention.manner) == (
        "naves duodecim perisse in portu",
        "Nauta",
        "paraphrased",
    )
    assert {role: latin.TEXT[slice(*place)] for role, place in mention.spoken.items()} == {
        "source": "Nauta",
        "cue": "dixit",
    }


def test_the_read_command_notes_it_with_a_code(tmp_path: Path) -> None:
    (tmp_path / "de.txt").write_text(GERMAN)
    (tmp_path / "en.txt").write_text("Twelve people were killed when the dam burst, the mayor said on Tuesday.")
    out = StringIO()
    call_command("read", str(tmp_path / "de.txt"), str(tmp_path / "en.txt"), "--plain", "--json", stdout=out)
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [(line["note"], line["note_code"]) for line in lines] == [("Not read yet: German", "not_read"), ("", "")]
    assert [bool(line["candidates"]) for line in lines] == [False, True]
