"""Pages of our own, as publishers make them."""

import json
from typing import Any

from claims.ingest.page import Reading
from claims.ingest.read import read

TITLE = "Ferry to Harn stopped after leak"
PARAGRAPHS = (
    "The ferry to Harn was stopped on Monday after its hull was found to leak, the port office said in a statement.",
    "About 140 passengers were taken off by two fishing boats, according to the harbour master, who watched it all.",
    "The owner of the ferry has not answered questions about the last inspection of the hull or of its two engines.",
    "A second ferry is to be brought from the south coast, and the crossing should be open again before the weekend.",
)
TEXT = "\n\n".join(PARAGRAPHS)


def described(**fields: Any) -> str:
    article = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE} | fields
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


def page(
    head: str = "", *, above: str = "", under: str = "", inside: str = "", below: str = "", title: str = TITLE
) -> str:
    """An article's page: what stands above its heading, under it, among its paragraphs and below them."""
    first, *rest = (f"<p>{text}</p>" for text in PARAGRAPHS)
    article = f"<h1>{title}</h1>{under}{first}{inside}{''.join(rest)}"
    return (
        f"<!doctype html><html lang='en'><head><title>{title} - Coast Papers</title>{head}</head>"
        f"<body>{above}<main><article>{article}</article>{below}</main></body></html>"
    )


def reading(html: str, address: str = "") -> Reading:
    return read(html.encode(), "page.html", address, "text/html; charset=utf-8" if address else "")
