"""Near copies: which are found among real articles, and how long it takes to find them among many."""

import argparse
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import django
import psycopg

from claims.text import sketch
from factcheck.local import places, programs
from factcheck.local.postgres import Postgres
from tests.copied import copied, prose

QUOTES = str.maketrans({"“": "«", "”": "»", "‘": "‹", "’": "'", '"': "“", "—": "–"})
Texts = dict[str, str]


def articles(data: Path) -> Texts:
    """Bodies of real pages that are long enough to be anybody's copy, else texts made up."""
    pages = [data / "data/pages/aeb/ground-truth.json", data / "data/pages/aed/articles.json"]
    if not all(page.exists() for page in pages):
        return {str(seed): prose(seed, random.Random(seed).randrange(80, 1200)) for seed in range(400)}
    found = {
        f"{page.parent.name} {name[:8]}": str(each["articleBody"])
        for page in pages
        for name, each in json.loads(page.read_text()).items()
    }
    return {name: text for name, text in found.items() if len(sketch.words(text)) >= 80}


def cut(text: str, seed: int) -> str:
    return text[: round(0.6 * len(text))]


def led(text: str, seed: int) -> str:
    return f"{prose(seed, 45)}\n\n{text}"


def reworded(text: str, seed: int) -> str:
    return copied(text, seed, kept=1, lead=1)


def headed(text: str, seed: int) -> str:
    return f"{prose(seed, 12)}\n\nBy Somebody Else, The Other Ledger\n\n{text}\n\nSubscribe to our newsletter."


def styled(text: str, seed: int) -> str:
    return re.sub(r"(?<=\w)\. ", ".\u00a0", text.translate(QUOTES))


def everything(text: str, seed: int) -> str:
    return headed(styled(copied(text, seed, kept=0.6, lead=45), seed), seed)


def inside(text: str, seed: int) -> str:
    """Between two stretches that together are twice as long."""
    length = len(sketch.words(text))
    return f"{prose(seed, length)}\n\n{text}\n\n{prose(seed + 1, length)}"


def scattered(text: str, seed: int) -> str:
    """Every tenth word another, one at a time: the least that shingles can bear."""
    chance = random.Random(seed)
    return " ".join(prose(chance.randrange(10**9), 1) if chance.random() < 0.1 else word for word in text.split(" "))


WAYS: list[Callable[[str, int], str]] = [cut, led, reworded, headed, styled, everything, inside, scattered]


def accuracy(texts: Texts) -> None:
    print(
        f"{len(texts)} articles, {len(WAYS)} ways to copy each\n{'way':<12}{'looked up':>10}{'found':>8}{'common':>9}"
    )
    for way in WAYS:
        pairs = [(text, way(text, seed)) for seed, text in enumerate(texts.values())]
        looked_up = [len(set(sketch.keys(a)) & set(sketch.keys(b))) >= sketch.SHARED_KEYS for a, b in pairs]
        shares = [sketch.share(a, b) for a, b in pairs]
        found = [seen and sketch.is_copy(common) for seen, common in zip(looked_up, shares, strict=True)]
        common = statistics.median(max(each[:2]) for each in shares)
        print(f"{way.__name__:<12}{sum(looked_up) / len(pairs):>10.4f}{sum(found) / len(pairs):>8.4f}{common:>9.2f}")
    wrong = [(a, b) for a, b in overlapping(texts) if sketch.is_copy(sketch.share(texts[a], texts[b]))]
    every = len(texts) * (len(texts) - 1) // 2
    print(f"different articles: {every} pairs, {len(wrong)} taken for copies", *wrong, sep="\n  ")


def overlapping(texts: Texts) -> Iterator[tuple[str, str]]:
    """The pairs with any run of five words in common; all others share nothing."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, text in texts.items():
        for shingle in shingles(text):
            holders[shingle].append(name)
    return iter(Counter(pair for names in holders.values() for pair in itertools.combinations(names, 2)))


def shingles(text: str) -> set[str]:
    found = sketch.words(text)
    return {" ".join(found[at : at + sketch.RUN]) for at in range(len(found) - sketch.RUN + 1)}


COMMON = [random.Random(0).randrange(2**60) for _ in range(3000)]  # phrases that many texts have


def stored(count: int, seed: int) -> Iterator[tuple[int, list[int], int]]:
    """Sketches like those of real articles: most keys their own, one in 25 of a phrase that many use."""
    chance = random.Random(seed)
    for number in range(count):
        usual = [COMMON[int(len(COMMON) * chance.random() ** 3)] for _ in range(4)]
        yield 10**9 + seed * 10**7 + number, [chance.randrange(2**60) for _ in range(100)] + usual, 500


def desk(stack: ExitStack) -> str:
    """A durable database of the desk's own making; returns its superuser's address."""
    home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="factcheck-bench-", dir="/tmp")))
    home.chmod(0o711)
    os.environ |= {"FACTCHECK_VAR": str(home), "SECRET_KEY": "x" * 50, "DJANGO_SETTINGS_MODULE": "factcheck.settings"}
    postgres = Postgres(home / "postgres", places.make_sockets() / "postgres", durable=True)
    postgres.start()
    stack.callback(postgres.stop)
    postgres.prepare()
    subprocess.run(programs.manage("migrate", "--verbosity", "0"), env=os.environ | {"PYTHONPATH": "."}, check=True)
    django.setup()
    return postgres.superuser_url(places.DATABASE)


def fill(url: str, count: int, seed: int) -> None:
    with psycopg.connect(url) as database:
        database.execute("SET session_replication_role = replica")
        database.execute("ALTER INDEX sketch_keys SET (fastupdate = on)")
        with database.cursor().copy("COPY claims_sketch (revision_id, keys, words) FROM STDIN") as into:
            for row in stored(count, seed):
                into.write_row(row)
    with psycopg.connect(url, autocommit=True) as database:
        database.execute("ALTER INDEX sketch_keys SET (fastupdate = off)")
        database.execute("VACUUM ANALYZE claims_sketch")


def arrive(texts: list[str], round_: int) -> tuple[list[float], list[float]]:
    """Each text and then its copy, imported and compared: milliseconds of comparing, and of its look-up alone."""
    from claims.compare import copies  # noqa: PLC0415  (not before there is a database)
    from claims.ingest import raws  # noqa: PLC0415
    from claims.models import Article, Revision  # noqa: PLC0415

    whole, looked_up = [], []
    for number, text in enumerate([*texts, *(everything(text, seed) for seed, text in enumerate(texts))]):
        article = Article.objects.create(address=f"https://a.example/{round_}/{number}")
        raw = raws.keep(f"{round_} {number}".encode())
        article.current = Revision.objects.create(article=article, number=1, raw=raw, text=text, text_rules=1)
        article.save()
        begun = time.perf_counter()
        copies._matches(article.current, sketch.keys(text))
        between = time.perf_counter()
        copies.compare(article.current)
        whole.append(1000 * (time.perf_counter() - between))
        looked_up.append(1000 * (between - begun))
    joined = Article.objects.filter(address__startswith=f"https://a.example/{round_}/", origin__isnull=False).count()
    assert joined >= 1.9 * len(texts), joined
    return whole, looked_up


def floor(texts: list[str], count: int) -> float:
    """Milliseconds to hold one text against `count` others, shingle by shingle, all of them in memory."""
    chance = random.Random(1)
    others = [{chance.randrange(2**60) for _ in range(500)} for _ in range(min(count, 10_000))]
    asked = [{hash(each) for each in shingles(text)} for text in texts[:20]]
    begun = time.perf_counter()
    for ours in asked:
        for _ in range(count // len(others)):
            for other in others:
                len(ours & other)
    return 1000 * (time.perf_counter() - begun) / len(asked)


def speed(texts: list[str], sizes: list[int]) -> None:
    print(
        f"\n{'stored':>8}{'look-up p50':>13}{'p95':>8}{'compare p50':>13}{'p95':>8}{'all pairs':>11}   (milliseconds)"
    )
    with ExitStack() as stack:
        url, there = desk(stack), 0
        for size in sizes:
            fill(url, size - there, seed=size)
            there = size
            whole, looked_up = arrive(texts, size)
            told = [
                f
                for times in (looked_up, whole)
                for f in (statistics.median(times), statistics.quantiles(times, n=20)[18])
            ]
            print(f"{size:>8}{told[0]:>13.1f}{told[1]:>8.1f}{told[2]:>13.1f}{told[3]:>8.1f}{floor(texts, size):>11.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stored", type=int, nargs="*", default=[10_000, 100_000])
    options = parser.parse_args()
    texts = articles(Path(os.environ.get("FACTCHECK_DATA", "/nowhere")))
    accuracy(texts)
    if options.stored:
        speed(list(texts.values())[:100], options.stored)


if __name__ == "__main__":
    main()
