"""What newsrooms do to whole articles, and how often, by profile."""

import random
from collections.abc import Callable

from bench.newsroom import FRESH, SENTENCES, Article, Piece, changed, written


def _any(rng: random.Random, article: Article) -> tuple[list[Piece], int]:
    paragraph = rng.choice([each for each in article if each])
    return paragraph, rng.randrange(len(paragraph))


def _size(article: Article) -> int:
    return sum(len(paragraph) for paragraph in article)


def change(rng: random.Random, article: Article) -> None:
    paragraph, at = _any(rng, article)
    paragraph[at] = changed(rng, paragraph[at])


def add(rng: random.Random, article: Article) -> None:
    paragraph, at = _any(rng, article)
    paragraph.insert(at, Piece(written(rng, rng.choice(SENTENCES))))


def add_alike(rng: random.Random, article: Article) -> None:
    """A new sentence much like one that stands."""
    source, at = _any(rng, article)
    alike = Piece(source[at].text)
    for _ in range(3):
        alike = changed(rng, alike)
    paragraph, to = _any(rng, article)
    paragraph.insert(to, Piece(alike.text))


def cut(rng: random.Random, article: Article) -> None:
    if _size(article) > 3:
        paragraph, at = _any(rng, article)
        del paragraph[at]


def cut_twin(rng: random.Random, article: Article) -> None:
    """One of two sentences that begin alike goes, the other stays."""
    places = [(paragraph, at) for paragraph in article for at in range(len(paragraph))]
    rng.shuffle(places)
    starts: dict[str, tuple[list[Piece], int]] = {}
    for paragraph, at in places:
        key = paragraph[at].text[-18:]
        if key in starts:
            del paragraph[at]
            return
        starts[key] = (paragraph, at)


def repeat(rng: random.Random, article: Article) -> None:
    """A pull quote: a sentence's words once more, elsewhere."""
    paragraph, at = _any(rng, article)
    article.insert(rng.randrange(len(article)), [Piece(paragraph[at].text)])


def move_sentence(rng: random.Random, article: Article) -> None:
    if _size(article) > 3:
        paragraph, at = _any(rng, article)
        sentence = paragraph.pop(at)
        target, to = _any(rng, article)
        target.insert(to, sentence)


def swap(rng: random.Random, article: Article) -> None:
    paragraph, at = _any(rng, article)
    if at:
        paragraph[at - 1], paragraph[at] = paragraph[at], paragraph[at - 1]


def move_paragraph(rng: random.Random, article: Article) -> None:
    paragraph = article.pop(rng.randrange(len(article)))
    article.insert(rng.randint(0, len(article)), paragraph)


def cut_paragraph(rng: random.Random, article: Article) -> None:
    if sum(1 for each in article if each) > 4:
        article.remove(rng.choice([each for each in article if each]))


def add_paragraph(rng: random.Random, article: Article) -> None:
    lines = [Piece(written(rng, rng.choice(SENTENCES))) for _ in range(rng.randint(1, 3))]
    article.insert(rng.randint(0, len(article)), lines)


def prepend(rng: random.Random, article: Article) -> None:
    for _ in range(rng.randint(2, 5)):
        article.insert(0, [Piece(written(rng, rng.choice(SENTENCES))) for _ in range(rng.randint(1, 3))])


def merge(rng: random.Random, article: Article) -> None:
    if len(article) > 1:
        at = rng.randrange(len(article) - 1)
        article[at : at + 2] = [article[at] + article[at + 1]]


def split(rng: random.Random, article: Article) -> None:
    at = rng.randrange(len(article))
    middle = len(article[at]) // 2
    if middle:
        article[at : at + 1] = [article[at][:middle], article[at][middle:]]


def correct(rng: random.Random, article: Article) -> None:
    """A correction at the end says what stood there before."""
    paragraph, at = _any(rng, article)
    wrong = paragraph[at].text
    paragraph[at] = changed(rng, paragraph[at])
    article.append(
        [Piece("Correction: An earlier version of this article misstated a fact."), Piece(f"It said: {wrong}")]
    )


STRAIGHT = str.maketrans({"“": '"', "”": '"', "’": "'", "—": "-", "\u00a0": " "})
CURLY = str.maketrans({'"': "”", "'": "’", "-": "–", " ": "\u00a0"})


def house_style(rng: random.Random, article: Article) -> None:
    table = STRAIGHT if rng.random() < 0.6 else {key: value for key, value in CURLY.items() if key != ord(" ")}
    dots = rng.random() < 0.5
    for paragraph in article:
        for at, piece in enumerate(paragraph):
            styled = Piece(piece.text.translate(table), piece.origin)
            while dots and "…" in styled.text:
                where = styled.text.index("…")
                styled = styled.swap(where, where + 1, "...", keeps=True)
            paragraph[at] = styled


def rename(rng: random.Random, article: Article) -> None:
    """A name that was wrong is put right all through the text."""
    paragraph, at = _any(rng, article)
    names = [word for word in paragraph[at].text.split() if word[:1].isupper() and word.isalpha() and len(word) > 3]
    if not names:
        return
    old, new = rng.choice(names), f"Mar{rng.choice(FRESH)}"
    for each in article:
        for index, piece in enumerate(each):
            where = piece.text.find(old)
            while where >= 0:
                piece = piece.swap(where, where + len(old), new, keeps=True)
                where = piece.text.find(old, where + len(new))
            each[index] = piece


Edit = Callable[[random.Random, Article], None]

# How often an edit is made to one article, on average.
PROFILES: dict[str, dict[Edit, float]] = {
    "light": {change: 1.5, add: 0.5, cut: 0.3, house_style: 0.1, merge: 0.2, split: 0.2},
    # the means of 4.6 million versions of news articles: 3.3 sentences added, 2.7 changed, 2.0 cut
    "newsroom": {
        change: 2.7, add: 2.2, add_paragraph: 0.5, cut: 1.2, cut_paragraph: 0.25, move_paragraph: 0.2, swap: 0.1,
        house_style: 0.1, merge: 0.2, split: 0.2, repeat: 0.05, cut_twin: 0.1, add_alike: 0.1, correct: 0.05,
    },
    "issue": {  # what the issue names, each about once
        change: 4, add: 1.5, cut: 1, cut_paragraph: 0.3, move_paragraph: 0.7, move_sentence: 0.5, house_style: 0.35,
        cut_twin: 0.8, repeat: 0.4, add_alike: 0.5, add_paragraph: 0.4,
    },
    "stress": {
        change: 8, add: 3, add_paragraph: 1, cut: 3, cut_paragraph: 0.6, move_paragraph: 1, move_sentence: 1, swap: 0.7,
        house_style: 0.4, merge: 1, split: 1, repeat: 0.7, cut_twin: 1.2, add_alike: 1, correct: 0.3, rename: 0.3,
    },
    "live blog": {prepend: 1.5, change: 3, cut: 2, cut_paragraph: 1, add: 1, correct: 0.2, repeat: 0.5, rename: 0.1},
}  # fmt: skip


def edited(rng: random.Random, article: Article, profile: str) -> None:
    todo = [edit for edit, mean in PROFILES[profile].items() for _ in range(_times(rng, mean))]
    rng.shuffle(todo)
    for edit in todo:
        edit(rng, article)


def _times(rng: random.Random, mean: float) -> int:
    """Poisson, by counting arrivals."""
    at, times = rng.expovariate(1), 0
    while at < mean:
        at, times = at + rng.expovariate(1), times + 1
    return times
