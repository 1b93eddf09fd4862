"""An article's page: its paragraphs, and its particulars from what the page says of itself."""

from claims.ingest.html_body import paragraphs
from claims.ingest.html_dates import dates, stamps, updated
from claims.ingest.html_markup import parsed
from claims.ingest.html_names import authors, canonical_address, domain_of, linked, outlet_of, section_of, title_of
from claims.ingest.page import Draft
from claims.ingest.plain import clean


def read_html(text: str, fetched: str = "") -> Draft:
    """What the page at the address `fetched` holds."""
    page = parsed(text)
    draft = Draft(body=[], title=title_of(page))
    draft.address = canonical_address(page, fetched)
    address = fetched or draft.address
    draft.outlet, draft.domain = outlet_of(page, address), domain_of(address)
    draft.byline = authors(page, draft.outlet)
    draft.section, draft.amp_address = section_of(page), linked(page, "amphtml", fetched)
    given = stamps(page, address)
    lines = paragraphs(page, draft.title)
    draft.dates = dates(page, given, " ".join(lines))
    if changed := updated(draft.dates):
        draft.updated_on, draft.updated_origin = changed.value, changed.origin
    clean(lines, draft)
    return draft
