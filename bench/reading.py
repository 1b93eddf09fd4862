"""What finding claims costs on top of extracting the text: both on the same pages, turn by turn, in one process."""

import argparse
import gzip
import itertools
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import trafilatura

from claims.ingest.page import Unreadable
from claims.ingest.read import read as read_page
from claims.text.readers import Article, read
from claims.text.sentences import sentences

HOSTILE = {
    "1 MB without a full stop": "the council said that nine dockers were hurt and " * 20_000,
    "1 MB of said": "said " * 200_000,
    "100,000 quotation marks": "“he said ” " * 50_000,
    "quotes in quotes, 100,000 deep": "“" * 100_000 + "nine died" + "”" * 100_000,
    "a number of 100,000 digits": "The dam held " + "7" * 100_000 + " litres.",
    "100,000 numbers": "1 " * 100_000,
    "1 MB of digits and commas": "1," * 500_000,
    "100,000 names": "Ann Lee, Tom Reed, " * 25_000,
    "1 MB of opening brackets": "(" * 1_000_000,
    "20,000 sentences": "Nine dockers were killed on Monday, Mr. Reed said. " * 20_000,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=os.environ.get("FACTCHECK_DATA"), help="else FACTCHECK_DATA")
    parser.add_argument("--pages", type=int, default=100)
    options = parser.parse_args()
    if options.data is not None:
        compare(list(itertools.islice(pages(options.data), options.pages)))
    hostile()


def pages(data: Path) -> Iterator[tuple[bytes, Article]]:
    """The bytes of real pages, and what reading makes of them."""
    for path in sorted(data.glob("data/pages/ae[bd]/html/*.html.gz"))[::3]:
        raw = gzip.decompress(path.read_bytes())
        try:
            page = read_page(raw, path.stem)
        except Unreadable:
            continue
        yield raw, Article(page.text, page.sentences, page.published_on, page.language)


def compare(found: list[tuple[bytes, Article]]) -> None:
    bare, claims = [], []
    for raw, article in found:
        bare.append(taken(lambda raw=raw: trafilatura.bare_extraction(raw)))  # type: ignore[misc]
        claims.append(taken(lambda article=article: read(article)))  # type: ignore[misc]
    print(f"| {len(found)} pages | mean | median | longest |\n|---|---|---|---|")
    for name, times in {"bare trafilatura, text only": bare, "claims, attributions, figures": claims}.items():
        print(f"| {name} | {statistics.mean(times):.1f} ms | {statistics.median(times):.1f} | {max(times):.0f} |")
    print(f"| ratio | {sum(claims) / sum(bare):.2f} | | |\n")


def hostile() -> None:
    """Each as one line, and cut to paragraphs that are just short enough to be read."""
    print("| hostile text | one line, s | paragraphs, s |\n|---|---|---|")
    for name, text in HOSTILE.items():
        cut = "\n\n".join(text[at : at + 990] for at in range(0, len(text), 990))
        print(f"| {name} | {seconds(text):.2f} | {seconds(cut):.2f} |")


def seconds(text: str) -> float:
    return taken(lambda: read(Article(text, sentences(text)))) / 1000


def taken(work: Callable[[], object]) -> float:
    """Milliseconds of this core."""
    begun = time.process_time()
    work()
    return 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    main()
