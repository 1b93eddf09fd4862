"""From a file to a public page, by the hands of two people, in a browser, with a real worker behind it."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from claims.models import Claim, Figure
from factcheck.local.places import PROJECT
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey


class Case(NamedTuple):
    folder: Path
    claim: str  # words of the claim's wording
    searches: tuple[str, str]  # that find the two passages below
    supporting: str  # words of a passage in a second article
    contradicting: str  # words of a sentence in a third article
    rating: str = "Disputed"
    rationale: str = (
        "One report gives this figure [1], the other a lower one [2], and neither names who counted the dead."
    )


OWN = Case(
    PROJECT / "seeds" / "articles",
    claim="Twelve workers were killed",
    searches=("workers died dam", "workers died dam"),
    supporting="the 12 workers who died when the Tarn Hollow dam collapsed",
    contradicting="Exactly eleven workers died",
)


def test_a_claim_goes_from_a_file_to_a_public_page(browser: Browser, desk: Desk) -> None:
    desk.manage("import_articles", OWN.folder, "--wait")
    number = judge(browser, desk, OWN)
    with hands.fresh(browser, desk) as reader:
        reader.goto(f"/checks/{number}/")
        expect(reader.get_by_role("heading", level=1)).to_contain_text(OWN.claim)
        expect(reader.locator("main")).to_contain_text(OWN.rating)
        expect(reader.locator("main")).to_contain_text(OWN.supporting)
        expect(reader.locator("main")).to_contain_text(OWN.contradicting)
        expect(reader.locator("main")).to_contain_text("Asha Nair")
        expect(reader.locator("main")).to_contain_text("Mara Osei")
        hands.look(reader, "public")
        reader.goto("/checks/")
        expect(reader.locator("main")).to_contain_text(OWN.claim)
        hands.look(reader, "published")


def test_the_two_tolls_of_july_2009_are_found_and_judged(browser: Browser, desk: Desk, shared_data: Path) -> None:
    desk.manage("import_articles", shared_data / "seeds", "--wait")
    with desk.inside():
        wait_for_claims(desk)
        tolls = Figure.objects.filter(measure="killed", mention__claim__by_hand=False)
        assert tolls.filter(low=11, mention__revision__article__address__contains="/004_").exists()
        assert tolls.filter(low=12, mention__revision__article__address__contains="/001_").exists()
        claim = tolls.get(low=12, mention__revision__article__address__contains="/001_").mention.claim
        case = Case(
            shared_data / "seeds",
            claim=claim.wording[:60],
            searches=("killed wounded Tuesday Ashraf", "melee reportedly killed"),
            supporting="killed and 400 wounded",
            contradicting="11 people were reportedly killed",
        )
    number = judge(browser, desk, case)
    with hands.fresh(browser, desk) as reader:
        reader.goto(f"/checks/{number}/")
        expect(reader.locator("main")).to_contain_text(case.contradicting)


def wait_for_claims(desk: Desk) -> None:
    """Files are imported; their claims are a task of their own."""
    desk.manage("shell", "-c", "import time; from claims.models import Reading\n"
                "while Reading.objects.filter(done_at=None).exists(): time.sleep(0.1)")  # fmt: skip


def judge(browser: Browser, desk: Desk, case: Case) -> int:
    """Asha takes, attaches and submits; Mara signs and publishes. Returns the claim's number."""
    wait_for_claims(desk)
    with hands.signed_in(browser, desk, "asha") as page:
        propose(page, case)
        number = int(re.findall(r"/claims/(\d+)/", page.url)[0])
    with hands.signed_in(browser, desk, "mara") as page:
        sign_and_publish(page, number)
    with desk.inside():
        claim = Claim.objects.get(pk=number)
        assert claim.state == "published"
        told = list(claim.events.values_list("action", flat=True))
        assert [each for each in told if "passage" not in each] == [
            "find", "take", "attach", "attach", "submit", "sign", "publish"
        ]  # fmt: skip
    return number


def propose(page: Page, case: Case) -> None:
    hands.look(page, "home")
    page.goto("/queue/")
    hands.look(page, "queue")
    hands.open_claim(page, case.claim)
    hands.take(page)
    hands.open_article(page, case.searches[0], case.supporting)
    hands.select_with_mouse(page, case.supporting)
    hands.attach(page, "s", 1)
    hands.open_article(page, case.searches[1], case.contradicting)
    hands.select_sentence_with_keys(page, case.contradicting)
    hands.attach(page, "c", 2)
    hands.write_verdict(page, case.rating, case.rationale)
    hands.look(page, "claim")
    hands.submit(page)
    expect(page.locator("#sign")).to_have_count(0)  # not by the one who proposed it


def sign_and_publish(page: Page, number: int) -> None:
    hands.look(page, "home-senior")
    page.get_by_role("main").get_by_role("link", name=re.compile("Review|Sign")).first.click()
    assert f"/claims/{number}/" in page.url
    hands.look(page, "signoff")
    page.locator("#sign").click()
    expect(page.locator("#strip")).to_contain_text("Signed")
    page.locator("#publish").click()
    expect(page.locator("#strip")).to_contain_text("Published")
