"""An article's page: its paragraphs, and its particulars from what the page says of itself."""

from lxml.etree import strip_elements

from claims.ingest.html_body import paragraphs, remove_surroundings
from claims.ingest.html_dates import Stamp, dates, stamps, updated
from claims.ingest.html_hidden import addresses_machine, take_hidden
from claims.ingest.html_kind import Glance, told_apart
from claims.ingest.html_markup import Page, parsed
from claims.ingest.html_names import authors, canonical_address, domain_of, linked, outlet_of, section_of, title_of
from claims.ingest.page import Draft
from claims.ingest.plain import clean
from claims.text.languages import settled


def read_html(text: str, fetched: str = "") -> Draft:
    """What the page at the address `fetched` holds."""
    page = parsed(text)
    draft = Draft(body=[], title=title_of(page))
    draft.address = canonical_address(page, fetched)
    address = fetched or draft.address
    _particulars(page, address, draft)
    given = stamps(page, address)
    strip_elements(page.tree, "script", "style", "noscript", "template", with_tail=False)
    glance = Glance.of(page)
    remove_surroundings(page.tree)
    take_hidden(page.tree, draft)
    lines = paragraphs(page, draft)
    clean(lines, draft)
    told_apart(page, glance, draft)
    _settled(page, given, draft)
    return draft


def _particulars(page: Page, address: str, draft: Draft) -> None:
    draft.outlet, draft.domain = outlet_of(page, address), domain_of(address)
    draft.byline = authors(page, draft.outlet)
    draft.section, draft.amp_address = section_of(page), linked(page, "amphtml", address)


def _settled(page: Page, given: list[Stamp], draft: Draft) -> None:
    """What only the article's own words can settle."""
    text = " ".join(draft.body)
    draft.dates = dates(given, text)
    if changed := updated(draft.dates):
        draft.updated_on, draft.updated_origin = changed.value, changed.origin
    draft.language = settled(page.tree.get("lang") or page.told("og:locale", "content-language", "language"), text)
    if addresses_machine(text):
        draft.flag("addresses_machine")
