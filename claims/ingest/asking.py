"""Polite requests: in turn, as robots.txt allows, with a pause between two. The network, and never in a transaction."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db.models.functions import Now

from claims.ingest import hosts
from claims.ingest.fetch import ROBOTS, Fetched, FetchError, checked, fetch, robots
from claims.ingest.fetch.gate import Address
from claims.models import Host

FRESH = timedelta(hours=24)  # how long a robots.txt holds
ASK_AGAIN = timedelta(minutes=30)  # where the site could not be asked for it
LONG = 5.0  # a pause after which others have their turn
Answer = TypeVar("Answer")


class Asker:
    """Whoever has the turn at a host asks through this; it ends with `leave`."""

    def __init__(self, turn: hosts.Turn) -> None:
        self.turn = turn
        self.pause: float = settings.HOST_PAUSE
        self.asked = False
        self.wait: float = 0  # that the host asked for
        self.borrowed: dict[str, Asker] = {}

    @property
    def slow(self) -> bool:
        return max(self.pause, self.wait) > LONG

    def get(self, address: str, *, allow: Sequence[str] | None = None, **how: Any) -> Fetched:
        """As `fetch`, whose options these are. Raises FetchError, also robots_refused, robots_unknown and host_busy."""
        where = checked(address, allow)
        at = self._at(where)
        at._heed_robots(where, allow)
        return at._ask(lambda: fetch(where.url, allow=allow, before_hop=self._before_hop, **how))

    def leave(self) -> None:
        for other in self.borrowed.values():
            other.leave()
        hosts.give_back(self.turn, max(self.pause if self.asked else 0, self.wait))

    def _at(self, where: Address) -> "Asker":
        """The same for another host, whose turn is borrowed until we leave; host_busy where others have it."""
        if where.netloc == self.turn.host:
            return self
        if where.netloc not in self.borrowed:
            turn = hosts.take(where.netloc)
            if turn is None:
                raise FetchError("host_busy")
            self.borrowed[where.netloc] = Asker(turn)
        return self.borrowed[where.netloc]

    def _before_hop(self, where: Address) -> None:
        """A redirect is a request like any other."""
        at = self._at(where)
        at._heed_robots(where)
        at._wait()

    def _wait(self) -> None:
        if self.asked:
            time.sleep(self.pause)
        if not hosts.keep(self.turn):
            raise FetchError("host_busy")
        self.asked = True

    def _ask(self, get: Callable[[], Answer]) -> Answer:
        self._wait()
        try:
            return get()
        except FetchError as error:
            self.wait = max(self.wait, error.retry_after or 0)
            raise

    def _heed_robots(self, where: Address, allow: Sequence[str] | None = None) -> None:
        rules = self._rules(where, allow)
        self.pause = max(settings.HOST_PAUSE, rules.crawl_delay)
        if not rules.settled:
            raise FetchError("robots_unknown")
        if not rules.allowed(where.url):
            raise FetchError("robots_refused")

    def _rules(self, where: Address, allow: Sequence[str] | None) -> robots.Rules:
        known = Host.objects.filter(pk=self.turn.host)
        kept = known.filter(robots_at__gt=Now() - FRESH).first()
        if kept:
            rules = robots.Rules.parse(kept.robots_status, kept.robots.encode())
            if rules.settled or known.filter(robots_at__gt=Now() - ASK_AGAIN).exists():
                return rules
        status, text = self._ask_robots(where, allow)
        known.update(robots=text, robots_status=status, robots_at=Now())
        return robots.Rules.parse(status, text.encode())

    def _ask_robots(self, where: Address, allow: Sequence[str] | None) -> tuple[int, str]:
        file = robots.file_for(where)
        try:
            found = self._ask(lambda: fetch(file, limits=ROBOTS, allow=allow, before_hop=self._before_robots_hop))
        except FetchError as error:
            if not robots.status_of(error):
                raise  # who can not be asked for this file can not be asked for a page
            return robots.status_of(error), ""
        return found.status, found.content.decode("utf-8", "replace").replace("\0", "")

    def _before_robots_hop(self, where: Address) -> None:
        self._at(where)._wait()
