"""Where a text gives one body, or one person, two names: "the Harbour Board, known as HB"."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from claims.text.lists import any_of, load
from claims.text.people import TITLE

LISTS = load("aliases")
SMALL, BEFORE, OFFICES, OWNERS = (frozenset(LISTS[key]) for key in ("small", "before", "offices", "owners"))
AGENCIES = frozenset(name for names in load("agencies")["agencies"] for name in names)
MOST = 500  # a text with more is no article
FARTHEST = 120  # characters, the longest name


class NamePair(NamedTuple):
    """Two names that a text says are one's. Both stand word for word in `text[start:end]`, the passage that says so.

    `name` is the one in full, without "the" and titles; `other` is the short, older or second one.
    """

    name: str
    other: str
    start: int
    end: int


class Word(NamedTuple):
    text: str
    start: int
    end: int


WORD = re.compile(r"[^\W_][\w’'.-]*|&")
ACRONYM = r"[A-Z](?:[A-Z\d&-]|\.(?=[A-Z])){0,12}[A-Z\d](?:\.(?=[\s),]))?(?![\w-])"
CAPITAL = r"[A-ZÀ-Þ](?:\.(?=\s[A-Z])|(?:[\w’'&-]|\.(?=\w))*)"
OTHER = rf"[“\"]?(?P<other>{CAPITAL}(?:\s(?:(?:of|for|the|de|la|al|el|von|van|bin|ibn)\s){{0,2}}{CAPITAL}){{0,6}})"
LINKED = re.compile(rf"(?:,\s|\s?\(){any_of(LISTS['links'])},?\s(?:the\s)?{OTHER}")
BRACKETS = re.compile(rf"\s\((?:the\s|or\s)?(?P<other>{ACRONYM})\)")
OR = re.compile(rf",?\sor\s(?P<other>{ACRONYM})(?=[,;:.)]|\s[-–—]|\s(?:in|for)\s(?:short|brief)\b)")
IN_FULL = re.compile(
    rf"(?<![\w.])(?P<other>{ACRONYM})(?:\s\(|,\s(?:or\s)?)(?:the\s)?(?P<name>[A-Z][^,;:.()\n“”\"]{{5,110}})"
)
GAP = re.compile(r"[’'.]?[ \u00a0-]")
OF_THE = ("of", "for", "in")
TITLES = re.compile(rf"{TITLE}(?:\s{TITLE})*")
GREAT = re.compile(r"(?:[a-z]{1,3}[-’'])?[A-ZÀ-Þ]")


def name_pairs(text: str) -> list[NamePair]:
    """Every pair of names in the order of the text; few are missed, and next to none are made up."""
    found = islice((pair for pair in _all(text) if pair), MOST)
    once = {(pair.name, pair.other): pair for pair in sorted(found, key=lambda pair: -pair.start)}
    return sorted(once.values(), key=lambda pair: pair.start)


def _all(text: str) -> Iterator[NamePair | None]:
    yield from (_linked(text, match) for match in islice(LINKED.finditer(text), MOST))
    yield from (_shortened(text, match) for match in islice(BRACKETS.finditer(text), MOST))
    yield from (_shortened(text, match) for match in islice(OR.finditer(text), MOST))
    yield from (_lengthened(match) for match in islice(IN_FULL.finditer(text), MOST))


def _linked(text: str, match: re.Match[str]) -> NamePair | None:
    """ "the Harbour Board, known as HB", "Ann Field (born Ann Reed)"."""
    words = _without_titles(_name_before(text, match.start()))
    other = _without_stop(match["other"])
    first = other.split()[0]
    if not words or first.lower().strip(".") in OFFICES or other in text[words[0].start : words[-1].end]:
        return None
    return _pair(text, words, other, match.start("other"))


def _shortened(text: str, match: re.Match[str]) -> NamePair | None:
    """ "World Harbour Fund (WHF)", "the Free Boatmen, or FB,"."""
    letters = _letters(match["other"])
    words = _name_before(text, match.start())
    fitting = _fitting(words, letters)
    words = _without_titles(words)
    if not fitting and len(words) > 1 and match["other"] not in AGENCIES and match.re is BRACKETS:
        fitting = words if _is_foreign(words, letters) or _is_used(text, match) else []
    return _pair(text, fitting, match["other"], match.start("other")) if fitting else None


def _lengthened(match: re.Match[str]) -> NamePair | None:
    """ "WHF, the World Harbour Fund", where the letters are those of the words."""
    words = list(_words(match["name"], 0))
    for count in range(len(words), 1, -1):
        if _fits(_letters(match["other"]), words[:count]) and words[count - 1].text.lower() not in SMALL:
            name = _without_stop(match["name"][: words[count - 1].end])
            return NamePair(name, match["other"], match.start(), match.start("name") + len(name))
    return None


def _pair(text: str, words: list[Word], other: str, at: int) -> NamePair:
    start = words[0].start
    end = at + len(other)
    end += text[end : end + 1] in ("”", '"') and text[at - 1] in ("“", '"')
    return NamePair(text[start : words[-1].end], other, start, end + (text[end : end + 1] == ")"))


def _name_before(text: str, end: int) -> list[Word]:
    """The words of the name that ends there, without what leads up to it; none where none does."""
    start = max(0, end - FARTHEST)
    words = list(_words(text[start:end], start))
    if not words or words[-1].end != end or not _is_great(words[-1]):
        return []
    first = len(words) - 1
    while first and _goes_on(text, words[first - 1], words[first]):
        first -= 1
    return _without_lead(words[first:])


def _words(text: str, offset: int) -> Iterator[Word]:
    for match in WORD.finditer(text):
        word = match[0] if re.fullmatch(r"(?:[^\W_]\.)+|(?:Jr|Sr|St|Inc|Co)\.", match[0]) else match[0].rstrip(".-’'")
        yield Word(word, offset + match.start(), offset + match.start() + len(word))


def _goes_on(text: str, word: Word, following: Word) -> bool:
    """Whether a word and the one that follows are of one name."""
    gap = GAP.fullmatch(text, word.end, following.start)
    return bool(gap) and (_is_great(word) or word.text in SMALL)


def _is_great(word: Word) -> bool:
    return bool(GREAT.match(word.text))


def _without_lead(words: list[Word]) -> list[Word]:
    """Without "On Friday the": a name begins with a capital, and after the last "the" that is no "of the"."""
    begins = 0
    for index, word in enumerate(words[:-1]):
        lone = word.text == "the" and (index == 0 or words[index - 1].text not in OF_THE)
        if lone or word.text.lower() in BEFORE and index == begins or word.text in SMALL and index == begins:
            begins = index + 1
    return words[begins:]


def _without_titles(words: list[Word]) -> list[Word]:
    """Without "Prime Minister", and without the owner: "Norland's Harbour Board" is the Harbour Board."""
    begins = next((at for at in range(len(words) - 1, 0, -1) if _leads_up(words[:at])), 0)
    return [] if begins and begins == len(words) - 1 else words[begins:]


def _leads_up(words: list[Word]) -> bool:
    last = words[-1].text.lower().replace("’", "'")
    return (last.endswith("'s") and last not in OWNERS) or bool(TITLES.fullmatch(" ".join(word.text for word in words)))


def _letters(acronym: str) -> str:
    return re.sub(r"[^A-Z]", "", acronym)


def _fitting(words: list[Word], letters: str) -> list[Word]:
    """The fewest of the last words whose initials an acronym is made of."""
    for count in range(1, len(words) + 1):
        name = words[-count:]
        if _is_great(name[0]) and _fits(letters, name):
            return name
    return []


def _fits(letters: str, words: list[Word]) -> bool:
    """Whether the letters are in order the initials of all great words, at least up to a small one.

    Initials of small words and letters inside words may stand between.
    """
    parts = [part for word in words for part in word.text.split("-") if part]
    if len(letters) < 2 or (len(parts) == 1 and letters != parts[0].upper()[: len(letters)]):
        return False
    reached = {0}
    for part in parts:
        if part in SMALL and len(letters) in reached:
            break
        reached = _reached(letters, part, reached)
    return len(letters) in reached


def _reached(letters: str, part: str, reached: set[int]) -> set[int]:
    """How many letters may be used up after a word, from how many there may have been before it."""
    begun = {at + 1 for at in reached if letters[at : at + 1] == part[0].upper()}
    for letter in part[1:].upper():
        begun |= {at + 1 for at in begun if letters[at : at + 1] == letter}
    return begun if part[0].isupper() else begun | reached


def _is_foreign(words: list[Word], letters: str) -> bool:
    """Whether at least two in three letters are initials in another order: those of the name in another language."""
    initials = Counter(part[0].upper() for word in words for part in word.text.split("-") if part)
    return len(letters) > 2 and 3 * (Counter(letters) & initials).total() >= 2 * len(letters)


def _is_used(text: str, match: re.Match[str]) -> bool:
    """Whether the text goes on to call somebody by the letters alone."""
    later = re.compile(rf"\b[Tt]he\s{re.escape(match['other'])}(?![\w-])")
    return len(_letters(match["other"])) > 2 and bool(later.search(text, match.end(), match.end() + 20_000))


def _without_stop(name: str) -> str:
    short = re.search(r"(?:\b[A-Z]|\b(?:Jr|Sr|Inc|Co|St))\.$", name)
    return name if short else name.rstrip(".’'")
