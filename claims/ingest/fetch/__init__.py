"""The only door to the network for pages, feeds and files that stand on it."""

from claims.ingest.fetch.body import FEED, PAGE, PDF, ROBOTS, Limits
from claims.ingest.fetch.client import FEEDS, HTML, Fetched, checked, fetch, reach_of
from claims.ingest.fetch.errors import FetchError

__all__ = [
    "FEED",
    "FEEDS",
    "HTML",
    "PAGE",
    "PDF",
    "ROBOTS",
    "FetchError",
    "Fetched",
    "Limits",
    "checked",
    "fetch",
    "reach_of",
]
