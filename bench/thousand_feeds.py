"""An hour of a thousand feeds on 250 hosts, a third of them broken, with real workers, in a few minutes."""

import argparse
import importlib
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django

from tests.newsstand.site import Newsstand
from tests.newsstand.stories import made
from tests.services import Services

HOUR = 3600.0


def by_fault(site: Newsstand) -> list[str]:
    """How many feeds of each kind, by what the desk says of them."""
    feeds = importlib.import_module("claims.models").Feed.objects
    said = dict(feeds.values_list("location", "problem_code"))
    count = Counter((stand.fault or "sound", said[site.address(stand.ip, stand.path)]) for stand in site.stands)
    return [f"  {fault:<12} {code or 'well':<18} {number}" for (fault, code), number in sorted(count.items())]


def outcomes() -> dict[str, int]:
    items: Any = importlib.import_module("claims.models").ImportItem.objects
    return dict(Counter(items.values_list("outcome", flat=True)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=1000)
    parser.add_argument("--hosts", type=int, default=250)
    parser.add_argument("--threads", type=int, default=48)
    parser.add_argument("--pause", type=int, default=250, help="milliseconds between two requests to one host")
    parser.add_argument("--step", type=float, default=120, help="seconds that are skipped at once, at the least")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "factcheck.settings"
    services = Services()  # says where the servers are, before Django reads its settings
    django.setup()
    hours = importlib.import_module("tests.newsstand.hour")
    site = Newsstand(made(options.feeds, options.hosts, HOUR), HOUR)
    try:
        with tempfile.TemporaryDirectory(prefix="factcheck-bench-", dir="/tmp") as home:
            assert services.started
            begun = time.monotonic()
            with hours.desk_at(services, Path(home), site, threads=options.threads, pause=options.pause) as hour:
                for now in hour.pass_by(HOUR, step=options.step):
                    since = time.monotonic() - begun
                    print(f"{now:5.0f} s, {len(site.requests)} requests, {since:.0f} s", file=sys.stderr)
                print(f"an hour of {options.feeds} feeds: {len(site.requests)} requests", end=" ")
                print(f"in {time.monotonic() - begun:.0f} s")
                print(hours.told(hours.findings(hour)))
                print("\n".join(by_fault(site)))
                print("items:", outcomes())
    finally:
        services.stop()


if __name__ == "__main__":
    main()
