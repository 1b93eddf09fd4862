import io
import zipfile
from urllib.parse import quote

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from claims.forms import arriving as limits
from claims.ingest import store
from claims.models import Import, ImportItem
from claims.views import arriving
from tests import factories
from tests.articles import KILLED, file_of
from tests.views.at_desk import HOSTILE, HTMX, assert_inert, each_id, part, queries, signed_in, text

pytestmark = pytest.mark.django_db
NEW = "/imports/new/"


@pytest.fixture
def desk() -> Client:
    return signed_in(factories.person("reviewer", name="Asha Nair"))


def file(name: str = "dam.txt", content: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or file_of(KILLED))


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.txt", content)
    return packed.getvalue()


def upload(desk: Client, *files: SimpleUploadedFile, **said: object) -> Import:
    response = desk.post(NEW, {"way": "upload", "purpose": "check", "files": list(files), **said})
    run = Import.objects.get()
    assert response["Location"] == f"/imports/{run.pk}/"
    return run


def outcomes(run: Import) -> dict[str, str]:
    for pk in run.items.filter(outcome="waiting").values_list("pk", flat=True):
        store.import_item(pk)
    return dict(run.items.values_list("name", "outcome"))


def test_many_files_are_taken_and_what_is_wrong_with_one_is_said_of_that_one(desk: Client) -> None:
    run = upload(
        desk, file(), file("all.zip", zipped(a=file_of(KILLED, title="In a zip"), b=b"")), file("x.txt", b"\0\1")
    )
    assert (run.label, run.way, run.purpose, str(run.asked_by)) == (
        "dam.txt and 2 more",
        "upload",
        "check",
        "Asha Nair",
    )
    assert outcomes(run) == {
        "dam.txt": "new", "all.zip/a.txt": "new", "all.zip/b.txt": "failed", "x.txt": "failed"
    }  # fmt: skip
    assert all(run.items.filter(outcome="failed").values_list("reason", flat=True))


def test_files_over_the_number_are_refused_by_name(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "FILES", 1)
    run = upload(desk, file("a.txt"), file("b.txt"), file("b.txt"))
    refused = run.items.filter(code="too_many")
    assert [item.name for item in refused] == ["b.txt", "b.txt"]
    assert "More than 1 files at once; add it with the next ones." in refused[0].reason


def test_a_file_over_the_size_is_refused_by_name(desk: Client, settings: LazySettings) -> None:
    settings.MAX_IMPORT_BYTES = 100
    run = upload(desk, file("small.txt", b"Words."), file("large.txt", b"Words. " * 50))
    large = run.items.get(name="large.txt")
    assert (large.outcome, large.code) == ("failed", "too_large")
    assert run.items.get(name="small.txt").outcome == "waiting"


def test_a_post_over_the_limit_is_told_so_and_nothing_of_it_is_taken(desk: Client, settings: LazySettings) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    said = {"way": "upload", "purpose": "reference", "files": [file("large.txt", b"x" * 2000)]}
    response = desk.post(NEW, said)
    assert response.status_code == 422
    assert "nothing was taken" in text(response)
    assert 'value="reference" checked' in text(response)
    assert not Import.objects.exists()


def test_no_file_is_an_error_above_the_form_which_stays(desk: Client) -> None:
    response = desk.post(NEW, {"way": "upload", "purpose": "check"}, headers=HTMX)
    assert response.status_code == 422
    assert "Choose at least one file." in text(response)
    assert "<form" not in text(response)


def test_a_script_that_sends_files_is_led_on(desk: Client) -> None:
    response = desk.post(NEW, {"way": "upload", "purpose": "check", "files": [file()]}, headers=HTMX)
    assert response["HX-Redirect"] == f"/imports/{Import.objects.get().pk}/"


def test_a_text_is_pasted_with_or_without_a_title(desk: Client) -> None:
    for title in ("Dam bursts", ""):
        desk.post(NEW, {"way": "pasted", "purpose": "check", "title": title, "text": f"{KILLED}\n\nNobody was warned."})
    untitled, titled = Import.objects.all()
    assert (titled.label, titled.way) == ("Dam bursts", "pasted")
    assert untitled.label == KILLED[:80]
    assert list(outcomes(titled).values()) == ["new"]
    assert str(titled.items.get().revision) == "Dam bursts (revision 1)"


def test_addresses_are_taken_one_a_line(desk: Client) -> None:
    desk.post(NEW, {"way": "address", "purpose": "check", "addresses": "https://a.example/1\n\n https://b.example/2 "})
    run = Import.objects.get()
    assert run.label == "https://a.example/1 and 1 more"
    assert sorted(run.items.values_list("host", "outcome")) == [("a.example", "waiting"), ("b.example", "waiting")]


@pytest.mark.parametrize(
    "bad",
    [
        "ftp://a.example/",
        "https://a.example:8080/",
        "http://127.0.0.1/",
        "javascript:alert(1)",
        "https://u:p@a.example/",
    ],
)
def test_a_bad_address_is_named_with_its_fault_and_nothing_is_fetched(desk: Client, bad: str) -> None:
    response = desk.post(NEW, {"way": "address", "purpose": "reference", "addresses": f"https://a.example/1\n{bad}"})
    page = text(response)
    assert response.status_code == 422
    assert f"{bad}: " in part(page, 'id="addresses-error"')
    assert f"https://a.example/1\n{bad}</textarea>" in page
    assert 'value="reference" checked' in page
    assert not ImportItem.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"way": "pasted"}, "Paste the text of the article."),
        ({"way": "pasted", "text": "x" * 2_000_001}, "longer than two million characters"),
        ({"way": "address"}, "Write at least one address."),
        ({"way": "pigeon"}, "Choose a way on offer."),
        ({"way": "pasted", "text": "Words.", "purpose": ""}, "Say what it is for."),
        (
            {"way": "address", "addresses": "\n".join(f"a.example/{n}" for n in range(limits.ADDRESSES + 1))},
            "101 addresses",
        ),
    ],
)
def test_what_is_missing_or_too_much_is_said(desk: Client, said: dict[str, str], told: str) -> None:
    response = desk.post(NEW, {"purpose": "check"} | said)
    assert response.status_code == 422
    assert told in text(response)
    assert not Import.objects.exists()


def test_from_a_claims_page_it_is_for_reference_and_leads_back(desk: Client) -> None:
    claim = factories.claim()
    assert f'href="{NEW}?claim={claim.pk}"' in text(desk.get(f"/claims/{claim.pk}/"))
    page = text(desk.get(f"{NEW}?way=pasted&claim={claim.pk}"))
    assert 'value="reference" checked' in page
    assert claim.wording in page
    assert f'<a class="btn" href="/claims/{claim.pk}/">Back to the claim</a>' in page
    desk.post(NEW, {"way": "pasted", "purpose": "reference", "claim": claim.pk, "text": f"Later report\n\n{KILLED}"})
    run = Import.objects.get()
    assert (run.claim, run.purpose) == (claim, "reference")
    assert list(outcomes(run).values()) == ["new"]
    assert KILLED[:20] in text(desk.get(f"/claims/{claim.pk}/", {"q": "crowded evacuated killed Harrow"}))


def test_without_a_claim_they_are_to_check(desk: Client) -> None:
    assert 'value="check" checked' in text(desk.get(NEW))


@each_id
def test_a_claim_that_is_none_is_not_found(desk: Client, wrong: str) -> None:
    assert desk.get(f"{NEW}?claim={quote(wrong)}").status_code == 404
    assert desk.post(NEW, {"way": "pasted", "purpose": "check", "text": "Words.", "claim": wrong}).status_code == 404


def test_hostile_words_stay_words(desk: Client) -> None:
    claim = factories.claim(wording=HOSTILE)
    assert_inert(text(desk.post(NEW, {"way": "address", "addresses": HOSTILE, "purpose": "check", "claim": claim.pk})))
    assert_inert(text(desk.post(NEW, {"way": "pasted", "title": HOSTILE, "purpose": "check"})))


def test_no_more_queries_than_the_frame_asks(desk: Client) -> None:
    assert queries(desk, NEW) <= 4
