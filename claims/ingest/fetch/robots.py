"""What a site asks of crawlers (RFC 9309), and nothing that its file could do to us."""

import re
from dataclasses import dataclass

from protego import Protego

from claims.ingest.fetch.body import ROBOTS
from claims.ingest.fetch.errors import FetchError
from claims.ingest.fetch.gate import Address

TOKEN = "factcheck"  # the desk's name in robots.txt
SLOWEST = 60.0  # seconds between two requests; who asks for more gets this
AGENT_LINE = re.compile(r"[ \t]*user[- ]?agent[ \t]*:?(?P<names>[^#]*)", re.IGNORECASE)
NOTHING, EVERYTHING = "", "User-agent: *\nDisallow: /"
ASKS_TO_WAIT = 429
LIKE_AN_ANSWER = {"empty": 200, "too_many_redirects": 404}  # as the RFC has it


@dataclass(frozen=True)
class Rules:
    """`settled` is false where the site could not be asked: then nothing is fetched for now."""

    rules: Protego
    settled: bool = True

    @classmethod
    def parse(cls, status: int, content: bytes) -> "Rules":
        """Status 0 stands for a site that did not answer."""
        if 200 <= status < 300:
            return cls(Protego.parse(for_us(content)))
        if 400 <= status < 500 and status != ASKS_TO_WAIT:
            return cls(Protego.parse(NOTHING))
        return cls(Protego.parse(EVERYTHING), settled=False)

    def allowed(self, url: str) -> bool:
        return self.rules.can_fetch(url, TOKEN)

    @property
    def crawl_delay(self) -> float:
        return min(self.rules.crawl_delay(TOKEN) or 0.0, SLOWEST)

    @property
    def sitemaps(self) -> list[str]:
        return list(self.rules.sitemaps)


def file_for(address: Address) -> str:
    return address.origin + "/robots.txt"


def status_of(error: FetchError) -> int:
    """What `Rules.parse` takes where the file could not be fetched."""
    return LIKE_AN_ANSWER.get(error.code, error.status)


def for_us(content: bytes) -> str:
    """With one name for all other crawlers: a file of many names and many rules would make a table of both."""
    text = content[: ROBOTS.size].decode("utf-8", "replace").removeprefix("\ufeff")
    return "\n".join(map(renamed, text.splitlines()))


def renamed(line: str) -> str:
    found = AGENT_LINE.match(line)
    return f"User-agent: {known(found['names'].split('/')[0].strip().lower())}" if found else line


def known(name: str) -> str:
    return name if name in ("*", TOKEN) else "another"
