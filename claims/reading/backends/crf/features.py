"""What the taggers are told of each word of a line."""

from collections.abc import Iterator

from claims.reading.backends.crf.words import Line, ruled
from claims.text.spans import Span

VERSION = "1"  # of what is told here and in words.py: a model knows what it was told in training, and nothing else
BUCKETS = ((4, 3), (6, 4), (10, 6), (20, 10))


def bucket(number: int) -> str:
    return str(next((name for below, name in BUCKETS if number < below), 20)) if number > 3 else str(number)


def of_words(line: Line) -> list[list[str]]:
    """For the tagger of sources, cues and contents."""
    parts = (_itself, _neighbours, _rows, _saying, _place)
    return [[fact for part in parts for fact in part(line, index)] for index in range(len(line.words))]


def _itself(line: Line, i: int) -> list[str]:
    word, quoted, rule = line.words[i], line.quoted[i], line.ruled[i]
    return [
        "b", f"w={word.low}", f"s={word.shape}", f"k={word.kind}", f"e3={word.low[-3:]}", f"p3={word.low[:3]}",
        f"q={quoted}", f"r={rule}", f"rq={rule}{quoted}", f"rk={rule}{word.kind}",
    ]  # fmt: skip


def _neighbours(line: Line, i: int) -> Iterator[str]:
    for step in (-3, -2, -1, 1, 2, 3):
        other = line.word(i + step)
        yield f"k{step}={other.kind}"
        yield f"r{step}={line.rule(i + step)}"
        if -3 < step < 3:
            yield f"w{step}={other.low}"


def _rows(line: Line, i: int) -> list[str]:
    far, left, word, right, end = (line.word(i + step) for step in (-2, -1, 0, 1, 2))
    quotes = "".join(line.quoted[max(i - 1, 0) : i + 2])
    return [
        f"ww-={left.low}|{word.low}", f"ww+={word.low}|{right.low}",
        f"kk-={left.kind}|{word.kind}", f"kk+={word.kind}|{right.kind}",
        f"kkk={left.kind}|{word.kind}|{right.kind}", f"kkk-={far.kind}|{left.kind}|{word.kind}",
        f"kkk+={word.kind}|{right.kind}|{end.kind}",
        f"rr={line.rule(i - 1)}|{line.rule(i)}|{line.rule(i + 1)}", f"q3={i == 0}{quotes}",
    ]  # fmt: skip


def _saying(line: Line, i: int) -> Iterator[str]:
    """The verbs of saying before and after in the sentence, how far, and what stands between."""
    word, before, after = line.words[i], line.before[i], line.after[i]
    if word.saying:
        yield f"v={word.saying}"
        yield f"vw={word.saying}|{line.word(i - 1).kind}|{line.word(i + 1).kind}"
    if before >= 0:
        verb, commas = line.words[before], min(line.breaks[i] - line.breaks[before], 2)
        that = line.thats[i] > line.thats[before]
        yield from (f"pc={verb.low}", f"pcd={bucket(i - before)}")
        yield f"pcq={verb.saying}{bucket(i - before)}{that}{commas}"
    if after >= 0:
        verb, commas = line.words[after], min(line.breaks[after] - line.breaks[i], 2)
        yield from (f"nc={verb.low}", f"ncd={bucket(after - i)}", f"ncq={verb.saying}{bucket(after - i)}{commas}")
    yield f"pn={before >= 0}{after >= 0}{line.quoted[i]}"


def _place(line: Line, i: int) -> list[str]:
    first, end = line.first[i], line.end[i]
    facts = [
        f"com={min(line.breaks[i] - line.breaks[first], 3)}", f"pos={bucket(i - first)}", f"end={bucket(end - i)}",
        f"sw={line.words[first].low}",
    ]  # fmt: skip
    return facts + ["para"] * (i == 0)


def of_sources(line: Line, cue: Span, window: Span) -> list[list[str]]:
    """For the tagger that looks for the source of one cue among the words of a window; all spans count words."""
    mine = ruled(line.spans, [each for each in line.said if each.cue and each.cue.overlaps(line.span(*cue))])
    told = _of_cue(line, cue)
    return [_source(line, i, cue, mine, told) for i in range(*window)]


def _of_cue(line: Line, cue: Span) -> tuple[str, str, str]:
    words = line.words[slice(*cue)]
    saying = next((word.saying for word in words if word.saying), "none")
    around = f"{line.word(cue.start - 1).kind}|{line.word(cue.end).kind}"
    return " ".join(word.low for word in words[:3]), saying, around


def _source(line: Line, i: int, cue: Span, mine: list[str], told: tuple[str, str, str]) -> list[str]:
    word, quoted, rule = line.words[i], line.quoted[i], mine[i]
    side, far, crossed, between = _way(line, i, cue)
    left, right, way = line.word(i - 1), line.word(i + 1), side + far
    said, saying, around = told
    return [
        "b", f"d={way}", f"side={side}{crossed}", f"w={word.low}", f"k={word.kind}{side}", f"kd={word.kind}{way}",
        f"cv={side}{between}", f"cvk={side}{between[:2]}{word.kind}", f"hv={saying}{side}{between[:2]}",
        f"qd={quoted}{way}", f"qc={quoted}{side}{between[0]}{crossed}",
        f"r={line.rule(i)}", f"m={rule}", f"mr={rule}{line.rule(i)}{side}",
        f"m3={mine[i - 1] if i else '^'}{rule}{mine[i + 1] if i + 1 < len(mine) else '$'}",
        f"cue={said}{side}", f"cued={said}{way}", f"head={saying}{way}", f"ck={around}{side}", f"ckd={around}{way}",
        f"w-={left.low}", f"w+={right.low}", f"k-2={line.word(i - 2).kind}{side}", f"k+2={line.word(i + 2).kind}{side}",
        f"k1={left.kind}|{word.kind}{side}", f"k2={word.kind}|{right.kind}{side}",
        f"k3={left.kind}|{word.kind}|{right.kind}{side}", f"pos={bucket(i - line.first[i])}{side}",
    ]  # fmt: skip


def _way(line: Line, i: int, cue: Span) -> tuple[str, str, str, str]:
    """From a word to the cue: on which side, how far, over a sentence's end or not, past what."""
    if cue.start <= i < cue.end:
        return "=", "0", "", "000"
    start, end = (i, cue.start) if i < cue.start else (cue.end, i)
    between = "".join(str(min(sums[end] - sums[start], 3)) for sums in (line.breaks, line.verbs, line.names))
    crossed = line.first[i] != line.first[cue.start]
    return "<" if i < cue.start else ">", bucket(end - start + 1), "x" * crossed, between
