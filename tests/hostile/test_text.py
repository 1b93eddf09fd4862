"""Texts that try to look like others: rows E of the catalogue, as an import, a call and the desk's forms meet them."""

import json
import random
import unicodedata
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from claims.ingest import intake, store, tokens
from claims.ingest.read import read
from claims.models import ApiToken, Article, Claim, Evidence, Import, ImportItem, Mention, Outlet, Revision
from claims.review import alike, queue
from claims.text import oddities
from claims.text.canonical import canonical
from tests import factories
from tests.articles import BUDGET, KILLED, WARNED, file_of
from tests.views.at_desk import signed_in, text
from tests.views.test_articles import revised

pytestmark = pytest.mark.django_db
RLO, PDF, LRI = "\u202e", "\u202c", "\u2066"
FORGED = "\u0410da Lorne"  # the first letter is Cyrillic
SIGN = '<span class="tag dash" lang="en" dir="ltr">right-to-left override</span>'


def imported(content: bytes, name: str = "dam.txt", address: str = "file:/articles/dam.txt") -> ImportItem:
    item = intake.take_in(intake.start("test"), name, address, content)
    store.import_item(item.pk)
    item.refresh_from_db()
    return item


def revision_of(content: bytes, **named: str) -> Revision:
    found = imported(content, **named).revision
    assert found
    return found


def called(body: bytes) -> Any:
    secret = tokens.make(ApiToken(name="Wire reader"), factories.curator())
    headers = {"Authorization": f"Bearer {secret}"}
    return Client().post("/api/imports/", body, content_type="application/json", headers=headers)


# E2: NUL


@pytest.mark.parametrize("field", ["title", "text", "address", "name"])
def test_e2_a_nul_in_a_call_is_refused_by_name(field: str) -> None:
    item = {
        "title": {"title": "a\0", "text": "b"},
        "text": {"text": "a\0"},
        "address": {"address": "https://a.example/\0"},
    }
    body = json.dumps({"items": [item.get(field, {"name": "a\0.txt", "content": "YQ=="})]}).encode()
    answer = called(body)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_unicode")
    assert answer.json()["error"]["field"] == f"items[0].{field}"
    assert not Import.objects.exists()


def test_e2_a_nul_in_a_form_is_refused_and_in_a_search_it_is_no_failure() -> None:
    desk = signed_in(factories.reviewer())
    answer = desk.post("/claims/new/", {"wording": "a\0b", "kind": "event", "said_where": "radio"})
    assert answer.status_code == 422
    assert "Null characters are not allowed" in text(answer)
    assert not Claim.objects.exists()
    assert desk.get("/queue/", {"q": "a\0b"}).status_code == 200
    assert desk.get("/changes/", {"after": "0\0-1"}).status_code == 200


def test_e2_a_nul_in_a_file_is_no_part_of_its_text() -> None:
    revision = revision_of(file_of(KILLED.replace("dam", "d\0am"), BUDGET))
    assert "\0" not in revision.text
    assert KILLED in revision.text


# E4: what turns the direction of writing


def test_e4_overrides_are_no_part_of_an_articles_text_and_are_told_of() -> None:
    revision = revision_of(file_of(KILLED.replace("mayor", f"{RLO}mayor{PDF}"), BUDGET, title=f"Dam {RLO}bursts{PDF}"))
    assert not any(sign in revision.text + revision.title for sign in oddities.TURNING)
    assert revision.flags == ["bidi"]
    page = text(signed_in(factories.reviewer()).get(f"/articles/{revision.article_id}/"))
    assert "turn the direction of writing unseen" in page


def test_e4_a_name_in_a_page_that_turns_is_shown_with_its_signs() -> None:
    html = f'<html><head><meta name="author" content="Ada {RLO}Lorne{PDF}"></head><body><article><h1>Dam</h1>'
    html += f"<p>{KILLED}</p><p>{BUDGET}</p><p>{KILLED}</p></article></body></html>"
    found = read(html.encode(), "dam.html")
    assert found.flags == ["bidi"]
    article = revised(factories.article(), byline=[{"name": f"Ada {RLO}Lorne{PDF}", "kind": "person"}])
    page = text(signed_in(factories.reviewer()).get(f"/articles/{article.pk}/"))
    assert f"<bdi>Ada {SIGN}Lorne" in page
    assert RLO not in page


def test_e4_a_claim_is_stored_as_typed_and_shown_with_its_signs() -> None:
    wording = f"The mayor{RLO}said{PDF} twelve"
    claim = factories.claim(wording=wording)
    Claim.objects.filter(pk=claim.pk).update(claimant=f"{LRI}Ada")
    assert Claim.objects.get(pk=claim.pk).wording == wording
    desk = signed_in(factories.reviewer())
    for place in ("/queue/", f"/claims/{claim.pk}/"):
        page = text(desk.get(place))
        assert f"The mayor{SIGN}said" in page
        assert "left-to-right isolate" in page


def test_e4_who_signs_is_warned_of_words_that_turn() -> None:
    verdict = factories.submitted(of=factories.claim(wording=f"Twelve {RLO}dead{PDF}"))
    page = text(signed_in(factories.senior()).get(f"/claims/{verdict.claim_id}/?pane=verdict"))
    assert "Look twice before you sign:" in page
    verdict = factories.submitted()
    page = text(signed_in(factories.senior()).get(f"/claims/{verdict.claim_id}/?pane=verdict"))
    assert "Look twice" not in page


def test_e4_a_files_name_can_not_turn() -> None:
    item = imported(file_of(KILLED, BUDGET), name=f"dam{RLO}txt.exe")
    assert item.name == "dam\N{REPLACEMENT CHARACTER}txt.exe"


# E5: letters that look like others


@pytest.mark.parametrize(
    ("name", "mixed"),
    [
        (FORGED, True), ("Ada L\u043erne", True), ("led\u0433er", True), ("N\u0391SA", True), ("\u0421OVID", True),
        ("Ada Lorne", False), ("Ада Лорн", False), ("Ада Лорн from the Ledger", False), ("Öztürk", False),
        ("NFκB", False), ("5 μm", False), ("IT-компания", False), ("東京Tokyo", False), ("Αθήνα", False),
    ],
)  # fmt: skip
def test_e5_words_of_two_writings_are_noticed_and_others_are_not(name: str, mixed: bool) -> None:
    assert oddities.mixed(name) is mixed


def test_e5_a_forged_speaker_has_a_badge_wherever_the_claim_is_listed() -> None:
    claim, plain = factories.claim(), factories.claim()
    Claim.objects.filter(pk=claim.pk).update(claimant=FORGED)
    Claim.objects.filter(pk=plain.pk).update(claimant="Ada Lorne")
    desk = signed_in(factories.reviewer())
    assert text(desk.get("/queue/")).count("mixed scripts") == 1
    assert "mixed scripts" in text(desk.get(f"/claims/{claim.pk}/"))
    assert "mixed scripts" not in text(desk.get(f"/claims/{plain.pk}/"))


def test_e5_a_forged_byline_is_flagged_with_its_revision() -> None:
    page = f'<html><head><meta name="author" content="{FORGED}"></head><body><article><h1>Dam</h1>'
    page += f"<p>{KILLED}</p><p>{BUDGET}</p><p>{WARNED}</p></article></body></html>"
    revision = revision_of(page.encode(), name="dam.html")
    assert (revision.byline_names, revision.flags) == (FORGED, ["mixed_script"])


def test_e5_a_forged_domain_is_shown_as_it_is_asked_for() -> None:
    run = intake.start("test")
    item = intake.take_address(run, "https://l\u0435dger.example/dam")
    assert item.address == "https://xn--ldger-zwe.example/dam"
    article = factories.article(by=Outlet.objects.create(name=item.host, domain=item.host))
    Article.objects.filter(pk=article.pk).update(address=item.address)
    page = text(signed_in(factories.reviewer()).get(f"/articles/{article.pk}/"))
    assert "xn--ldger-zwe.example" in page
    assert "l\u0435dger" not in page


# E7: heaps of marks


def test_e7_ten_thousand_marks_on_a_letter_are_cut_to_sixteen_and_it_is_said() -> None:
    heap = "Z" + "\u0301" * 10_000
    revision = revision_of(file_of(KILLED, f"{BUDGET} {heap} it read.", title=f"Dam {heap}"))
    assert revision.flags == ["stacked_marks"]
    assert len(revision.text) < 1000
    marks = [sum(map(bool, map(unicodedata.combining, word))) for word in (revision.text + revision.title).split()]
    assert max(marks) == oddities.STACK
    page = text(signed_in(factories.reviewer()).get(f"/articles/{revision.article_id}/"))
    assert "heaps of marks, which were cut" in page


def test_e7_marks_of_real_writings_stay() -> None:
    words = "Tiếng Việt בְּרֵאשִׁית हिन्दी ไทย كِتَابٌ \u0635\u064e\u0651 é e\u0301\u0323"
    assert oddities.unstacked(words) == words
    assert oddities.flags(words) == []


def test_e7_a_claim_typed_so_keeps_its_marks_and_does_not_flood_the_page() -> None:
    claim = factories.claim(wording="Z" + "\u0301" * 1_900)
    page = text(signed_in(factories.reviewer()).get("/queue/"))
    assert page.count("\u0301") == oddities.STACK
    assert Claim.objects.get(pk=claim.pk).wording.count("\u0301") == 1_900


# E8: one word written in two ways


def test_e8_the_same_article_in_the_other_form_is_unchanged() -> None:
    said = KILLED.replace("mayor", "maire de Sèvres-Égée")
    first = imported(file_of(unicodedata.normalize("NFC", said), BUDGET))
    second = imported(file_of(unicodedata.normalize("NFD", said), BUDGET))
    assert (first.outcome, second.outcome) == ("new", "unchanged")
    assert second.article == first.article
    assert Revision.objects.count() == 1


def test_e8_a_claim_in_the_other_form_is_found_as_its_twin() -> None:
    nfc, nfd = (unicodedata.normalize(form, "Le maire de Sèvres a démissionné") for form in ("NFC", "NFD"))
    first, second = factories.claim(wording=nfc), factories.claim(wording=nfd)
    assert (Claim.objects.get(pk=first.pk).wording, Claim.objects.get(pk=second.pk).wording) == (nfc, nfd)
    assert alike.with_words(first.wording, but=first) == [second]
    assert alike.with_words(second.wording, but=second) == [first]
    for words in ("Sèvres", unicodedata.normalize("NFD", "Sèvres")):
        found = queue.page(queue.chosen(factories.reviewer(), "all", queue.Filter(words=words))).rows
        assert {row.pk for row in found} == {first.pk, second.pk}


# E9: signs of more than one code unit


def test_e9_offsets_of_five_hundred_texts_are_those_of_the_database() -> None:
    chance = random.Random(9)
    flag = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
    signs = ["👩‍👩‍👧", flag, "🇩🇪", "𝒜", "👍🏽", "é", "e\u0301", "a", " ", "قال", "한", "\u200d"]
    spans = []
    for _ in range(500):
        words = canonical("x" + "".join(chance.choices(signs, k=30)) + "y")
        start = chance.randrange(len(words) - 1)
        spans.append((words, start, chance.randint(start + 1, len(words))))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT length(t), substr(t, s + 1, e - s) FROM unnest(%s::text[], %s::int[], %s::int[])"
            " WITH ORDINALITY AS given(t, s, e, n) ORDER BY n",
            [list(part) for part in zip(*spans, strict=True)],
        )
        found = cursor.fetchall()
    assert found == [(len(words), words[start:end]) for words, start, end in spans]


def test_e9_a_passage_of_families_and_flags_is_stored_and_read_back() -> None:
    article = factories.article("Familie 👩‍👩‍👧 aus 🇩🇪 kam. Twelve people 𝒜 kamen.")
    lease = factories.taken(factories.reviewer(), factories.claim(of=article))
    made = factories.attached(lease, quote="👩‍👩‍👧 aus 🇩🇪")
    stored = Evidence.objects.get(pk=made.pk)
    assert stored.revision.text[stored.start : stored.end] == stored.quote == "👩‍👩‍👧 aus 🇩🇪"
    assert Mention.objects.get().quote == "Twelve people"


# E11: ends of lines


def test_e11_a_text_pasted_with_either_end_of_lines_is_one_article() -> None:
    run = intake.start("pasted", way="pasted")
    unix = intake.take_text(run, "A dam", f"{KILLED}\n\n{BUDGET}")
    windows = intake.take_text(run, "A dam", f"{KILLED}\r\n\r\n{BUDGET}")
    assert windows == unix
    store.import_item(unix.pk)
    revision = Revision.objects.get()
    assert "\r" not in revision.text
    assert f"{KILLED}\n\n{BUDGET}" in revision.text


def test_e11_files_with_either_end_of_lines_have_one_text() -> None:
    unix = revision_of(file_of(KILLED, BUDGET))
    again = imported(file_of(KILLED, BUDGET).replace(b"\n", b"\r\n"))
    assert (again.outcome, again.revision or unix) == ("unchanged", unix)


def test_e11_a_passage_over_lines_is_found_whatever_its_ends(client: Client) -> None:
    article = factories.article("One.\n\nTwelve people were killed.\n\nThree.")
    lease = factories.taken(factories.reviewer(), factories.claim(of=article))
    desk = signed_in(lease.holder)
    told = {"token": lease.pk, "version": lease.claim.version, "revision": article.current_id, "stance": "context"}
    answer = desk.post(f"/claims/{lease.claim_id}/evidence/", told | {"quote": "One.\r\n\r\nTwelve people"})
    assert answer.status_code == 302
    assert Evidence.objects.get().quote == "One.\n\nTwelve people"
