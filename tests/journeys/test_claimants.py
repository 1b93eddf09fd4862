"""A curator joins two names that an article gives one body; its claims stand together from then on."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from claims.models import Claimant, NameProposal
from tests.desk import Desk
from tests.journeys import hands

pytestmark = pytest.mark.journey

FIRST = """Ferry strikes the quay

HARN - The Harn Port Office, known as the HPO, said on Monday that 53 people were injured when a ferry struck the quay.

"We counted at least 11 dead on the lower deck," the HPO said."""
SECOND = """Port budget doubles

HARN - The HPO said on Thursday that its budget had grown to 40 million dollars since 2020."""


def test_a_curator_accepts_a_proposal_and_both_names_lead_to_all_claims(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    for name, text in (("ferry.txt", FIRST), ("budget.txt", SECOND)):
        (tmp_path / name).write_text(text)
    desk.manage("import_articles", "--wait", tmp_path / "ferry.txt", tmp_path / "budget.txt")
    with desk.inside():
        assert NameProposal.objects.get().other == "HPO"
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/admin/")
        page.get_by_role("link", name="Name proposals", exact=True).click()
        row = page.locator("#result_list tbody tr")
        expect(row).to_contain_text("Harn Port Office = HPO")
        row.get_by_role("link", name="in the article").click()
        expect(page.locator("#at")).to_have_text("Harn Port Office, known as the HPO")
        hands.look(page, "names-in-article")
        page.go_back()
        row.get_by_role("checkbox").check()
        page.locator("select[name=action]").select_option(label="Accept: these are names of one claimant")
        page.get_by_role("button", name="Go", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("are names of Harn Port Office")
        hands.open_claim(page, "40 million dollars")
        expect(page.locator("#claim .facts")).to_contain_text("HPO (Harn Port Office)")
        expect(page.locator("#reader-text .source")).to_have_text("The HPO")
        expect(page.locator("#claim .figures")).to_contain_text("40,000,000")
        hands.look(page, "claim-joined")
        page.locator("#claim .facts").get_by_role("link", name="Harn Port Office").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Harn Port Office")
        expect(page.get_by_role("main")).to_contain_text("11 dead")
        expect(page.get_by_role("main")).to_contain_text("40 million dollars")
        hands.look(page, "claimant")
        page.get_by_role("link", name="Edit names").click()
        page.get_by_role("row", name="HPO").get_by_role("checkbox").check()
        page.get_by_role("button", name="Save", exact=True).click()
    with desk.inside():
        assert [str(name) for name in Claimant.objects.get().names.all()] == ["Harn Port Office"]
