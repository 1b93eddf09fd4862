"""What a person at the desk does, in a real browser."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.desk import Desk

PASSWORD = "demo-desk-only"
WIDE: ViewportSize = {"width": 1440, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}

# Where the words stand on the screen: {from: [x, y], to: [x, y]} in the article that the reader shows.
FIND_WORDS = """words => {
  const walker = document.createTreeWalker(document.querySelector('#reader-text'), NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walker.nextNode())
    if (walker.currentNode.parentElement.closest("[data-start]")) nodes.push(walker.currentNode);
  const all = nodes.map(node => node.data).join('');
  const at = all.indexOf(words);
  if (at < 0 || all.indexOf(words, at + 1) >= 0) return null;
  const place = offset => {
    for (const node of nodes) { if (offset <= node.data.length) return [node, offset]; offset -= node.data.length; }
  };
  const range = document.createRange();
  range.setStart(...place(at)); range.setEnd(...place(at + words.length));
  range.startContainer.parentElement.scrollIntoView({block: 'center'});
  const rects = [...range.getClientRects()].filter(rect => rect.width > 0);
  const first = rects[0], last = rects[rects.length - 1];
  return {from: [first.left + 1, first.top + first.height / 2], to: [last.right - 1, last.top + last.height / 2]};
}"""


@contextmanager
def signed_in(browser: Browser, desk: Desk, name: str) -> Iterator[Page]:
    """A browser of one's own, signed in; every complaint of the page's scripts or policy fails the journey."""
    with fresh(browser, desk) as page:
        page.goto("/accounts/login/")
        page.get_by_label(re.compile("^(Name|User|Login|E-?mail)", re.I)).first.fill(name)
        page.locator("input[type=password]").fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name=re.compile("sign in", re.I)).click()
        page.wait_for_url(lambda address: "/accounts/login/" not in address)  # and its scripts are there
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        yield page


@contextmanager
def fresh(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(base_url=desk.url, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    assert not complaints, complaints
    context.close()


def open_claim(page: Page, words: str) -> None:
    page.goto("/queue/?" + urlencode({"q": words}))
    page.get_by_role("table").get_by_role("link", name=re.compile(re.escape(words))).first.click()
    expect(page.locator("#claim-h")).to_contain_text(words)


def take(page: Page) -> None:
    page.locator("#take").click()
    expect(page.locator("#strip")).to_contain_text("by you")


def open_article(page: Page, search: str, words: str) -> None:
    """Search the other articles and open the one whose passage holds `words`."""
    page.locator("#q").fill(search)
    page.locator("#q").press("Enter")
    hits = page.locator("#reader li, #reader article").filter(has_text=words)
    hits.first.get_by_role("link").first.click()
    expect(page.locator("#reader-text")).to_contain_text(words)
    settled(page)


def select_with_mouse(page: Page, words: str) -> None:
    page.locator("#reader-text").get_by_text(words[:30]).first.scroll_into_view_if_needed()
    place = page.evaluate(FIND_WORDS, words)
    assert place, f"not once in the article: {words}"
    page.mouse.move(*place["from"])
    page.mouse.down()
    page.mouse.move(*place["to"], steps=8)
    page.mouse.up()
    expect(page.locator("#shelf .picked")).to_contain_text(words)


def select_sentence_with_keys(page: Page, words: str) -> None:
    page.locator("#reader-text").focus()
    picked = page.locator("#shelf .picked")
    for press in range(240):
        page.keyboard.press("Escape" if press == 120 else "ArrowDown")  # once more from the top
        if words in (picked.text_content() or ""):
            return
    raise AssertionError(f"no sentence with: {words}")


def attach(page: Page, key: str, passages: int) -> None:
    page.keyboard.press(key)
    expect(page.locator("#passages li.ev")).to_have_count(passages)
    settled(page)


def settled(page: Page) -> None:
    """The answer has come and every part of the page has taken it in."""
    busy = "#shelf .acts:disabled, .htmx-request, .htmx-swapping, .htmx-settling"
    expect(page.locator(busy)).to_have_count(0)


def write_verdict(page: Page, rating: str, rationale: str) -> None:
    page.locator("#rating label").filter(has_text=re.compile(f"^{rating}$")).click()
    page.locator("#rationale").fill(rationale)
    page.locator("#rationale").blur()
    say_what_can_not_be_had(page)
    expect(page.locator("#said")).to_contain_text("Saved")


def say_what_can_not_be_had(page: Page) -> None:
    """Whatever of it the gate still asks for here; what is not asked does no harm."""
    if not page.locator("#answers").get_attribute("open"):
        page.locator("#answers > summary").click()
    page.locator("#absence").fill("The archive of the council has nothing on it.")
    page.locator("#one_origin").fill("It is the report of those who were there.")
    page.locator("#claimant_unknown").check()
    page.locator("#day_unknown").check()


def submit(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Submit")).click()
    expect(page.locator("#strip")).to_contain_text("Sign-off")


def check_access(page: Page, where: str) -> None:
    """axe finds nothing against WCAG 2.2 AA."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options=options).response["violations"]
    told = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    assert told == [], f"{where}: " + "\n".join(told)


def look(page: Page, name: str) -> None:
    """axe on the screen, narrow and dark, wide and light; pictures go to the folder FACTCHECK_SCREENS names."""
    folder = os.environ.get("FACTCHECK_SCREENS")
    all_four = ((NARROW, "light"), (WIDE, "dark")) if folder else ()
    for size, scheme in (*all_four, (NARROW, "dark"), (WIDE, "light")):
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        check_access(page, f"{name} {size['width']} {scheme}")
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), name
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}-{size['width']}-{scheme}.png", caret="initial")
