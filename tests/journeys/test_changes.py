"""A cited page changes: shown word by word, judged by key, and what was cited stays."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from claims.evidence import judging
from claims.models import Anchoring, Article, Claim, Evidence, Person
from tests import factories
from tests.articles import BUDGET, KILLED, WARNED, file_of
from tests.desk import Desk
from tests.journeys import hands
from tests.wait import wait_for

pytestmark = pytest.mark.journey
CHANGED = KILLED.replace("Twelve", "Fourteen")
LONG = [f"Paragraph {number} of the report tells what happened on day {number} of the flood." for number in range(20)]


@pytest.fixture
def scenes(desk: Desk) -> dict[str, int]:
    """One of each: figures changed, two places, gone from the text, a page that vanished."""
    with desk.inside():
        asha = Person.objects.get(username="asha")
        ledger = factories.article("\n\n".join([*LONG, KILLED]), "Dam bursts", factories.outlet())
        claim = factories.claim(asha, "Twelve people were killed when the dam burst", ledger)
        lease = factories.taken(asha, claim)
        factories.drifted(factories.attached(lease, "supports", KILLED), CHANGED)
        other = factories.attached(factories.taken(asha, factories.claim(asha, "Nobody was warned of the flood")))
        twice = factories.revision(other.revision.article, "Nobody was told.\n\nThe town slept. Nobody was woken.")
        Anchoring.objects.create(
            claim=other.claim, evidence=other, revision=twice, status="ambiguous", candidates=[[0, 15], [34, 50]]
        )
        gone = factories.drifted(status="orphaned")
        vanished = factories.claim(asha, "The dam burst on Tuesday night")
        Article.objects.filter(claims=vanished).update(gone_at=datetime.now(UTC), gone_because="The site answered 410.")
        judging.recount([claim.pk, other.claim_id, gone.claim_id])
        return {"claim": claim.pk, "article": ledger.pk, "gone": vanished.article_id or 0}


def test_changes_are_judged_by_key_and_every_screen_is_accessible(
    desk: Desk, browser: Browser, scenes: dict[str, int]
) -> None:
    with hands.signed_in(browser, desk, "asha") as page:
        expect(page.get_by_role("heading", name="Evidence changed")).to_be_visible()
        page.keyboard.press("g")
        page.keyboard.press("c")
        expect(page.locator("article.change")).to_have_count(3)
        hands.look(page, "changes")
        page.get_by_role("link", name="Pages gone").click()
        expect(page.locator("main")).to_contain_text("The site answered 410.")
        hands.look(page, "changes-gone")
        page.goto(f"/articles/{scenes['article']}/revisions/2/changes/")
        expect(page.locator(".difference ins")).to_contain_text("Fourteen")
        expect(page.locator(".difference summary")).to_contain_text("paragraphs unchanged")
        hands.look(page, "difference")
        page.goto(f"/articles/{scenes['gone']}/")
        hands.look(page, "article-gone")
        page.goto(f"/claims/{scenes['claim']}/?pane=evidence")
        expect(page.locator("#passages")).to_contain_text("The page changed: words differ.")
        hands.look(page, "claim-changed")
        page.goto("/queue/?view=changed")
        expect(page.get_by_role("table")).to_contain_text("1 changed")
        hands.check_access(page, "queue of changes")
        page.goto("/changes/")
        first = page.locator("article.change").first
        expect(first).to_have_attribute("aria-current", "true")
        page.keyboard.press("o")  # gone from the text: nothing says it any more
        expect(page.locator("article.change")).to_have_count(2)
        page.get_by_role("radio").nth(1).check()
        page.keyboard.press("y")
        expect(page.locator("article.change")).to_have_count(1)
        page.keyboard.press("y")
        expect(page.locator("main")).to_contain_text("No cited words wait to be judged.")
    with desk.inside():
        judged = list(Anchoring.objects.order_by("-pk").values_list("decision", flat=True))
        assert judged == ["historical", "stands", "stands"]
        assert not Claim.objects.filter(drifted__gt=0).exists()


def test_an_article_that_came_again_is_judged_and_its_evidence_stays(
    desk: Desk, browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "dam.txt").write_bytes(file_of(KILLED, BUDGET, WARNED))
    desk.manage("import_articles", folder)
    with desk.inside():
        found = Claim.objects.filter(wording__contains="Twelve people")
        wait_for(found.exists)
        claim = found.get()
        lease = factories.taken(Person.objects.get(username="jonas"), claim)
        cited = factories.attached(lease, "supports", KILLED)
        before = Evidence.objects.values().get(pk=cited.pk)
    (folder / "dam.txt").write_bytes(file_of(CHANGED, BUDGET, WARNED))
    desk.manage("import_articles", folder)
    with desk.inside():
        wait_for(lambda: Anchoring.objects.filter(evidence=cited).exists())
        wait_for(lambda: Anchoring.objects.filter(mention__claim=claim).exists())
    with hands.signed_in(browser, desk, "asha") as page:
        page.goto("/changes/")
        expect(page.locator("article.change")).to_have_count(2)
        expect(page.locator("article.change").first).to_contain_text("Figures changed")
        page.get_by_role("link", name="Attach the new words").click()
        expect(page.locator("#reader-text")).to_contain_text("Fourteen people")
        page.go_back()
        page.keyboard.press("o")
        expect(page.locator("article.change")).to_have_count(1)
        page.keyboard.press("o")
        expect(page.locator("article.change")).to_have_count(0)
        page.goto(f"/claims/{claim.pk}/record/")
        expect(page.locator("main")).to_contain_text("judged a change on the page: kept as it was said then")
    with desk.inside():
        assert Evidence.objects.values().get(pk=cited.pk) == before
        assert list(Claim.objects.filter(article=claim.article_id, wording__contains="Fourteen")) == []
        assert Claim.objects.get(pk=claim.pk).drifted == 0


def test_the_curators_pages_are_accessible(desk: Desk, browser: Browser) -> None:
    with hands.signed_in(browser, desk, "ines") as page:
        page.goto("/admin/claims/apitoken/add/")
        page.get_by_label("Name").fill("Wire reader")
        page.get_by_role("button", name="Save", exact=True).click()
        expect(page.get_by_label("Token")).to_have_value(re.compile(r"^fc_\w{40}$"))
        hands.check_access(page, "token")
        page.goto("/admin/claims/feed/opml/")
        listed = '<opml><body><outline text="Ledger" xmlUrl="https://ledger.example/feed"/></body></opml>'
        page.get_by_label("List of feeds").set_input_files(
            {"name": "mine.opml", "mimeType": "text/x-opml", "buffer": listed.encode()}
        )
        page.get_by_role("button", name="Show what it would add").click()
        expect(page.get_by_role("table")).to_contain_text("Added")
        hands.check_access(page, "lists of feeds")
        page.get_by_role("button", name="Add 1 feed").click()
        expect(page.locator("#changelist")).to_contain_text("Ledger")
