"""A desk that decided about claims: articles with claims found by the machine, some accepted and some dismissed."""

from collections.abc import Callable, Iterable

from claims.models import Article, Claim, Mention, Person
from claims.review import claims
from claims.text.anchors import anchor
from claims.workflow import open_claim
from tests import factories as make

TOLD = "Twelve people were killed in district {}."
PRICED = "The repair will cost 14 million crowns in district {}."
BRIDGE = "The bridge was closed in district {}."
SCHOOL = "The school was closed in district {}."
SIGNS = {TOLD: ["figure", "toll", "record"], PRICED: ["figure", "institution", "prediction"]} | {
    BRIDGE: ["record"], SCHOOL: ["record"]
}  # fmt: skip


def article_with_claims(number: int, kinds: tuple[str, str] = (TOLD, PRICED)) -> list[Claim]:
    """One of each kind."""
    sentences = [kind.format(number) for kind in kinds]
    article = make.article("\n\n".join(sentences))
    return [found(article, sentence, SIGNS[kind]) for sentence, kind in zip(sentences, kinds, strict=True)]


def found(article: Article, sentence: str, signs: Iterable[str], backend: str = "builtin 2") -> Claim:
    revision = article.current
    assert revision is not None
    start = revision.text.index(sentence)
    claim = open_claim("find", by=None, wording=sentence, article=article, score=500, priority=350)
    place = anchor(revision.text, start, start + len(sentence))
    Mention.objects.create(claim=claim, revision=revision, backend=backend, signs=list(signs), **vars(place))
    return claim


def decide(claim: Claim, good: bool, by: Person, note: str = "Nobody needs this checked.") -> None:
    fresh = Claim.objects.get(pk=claim.pk)
    if good:
        claims.accept(fresh, by, fresh.version)
    else:
        claims.dismiss(fresh, by, fresh.version, note)


def of_money(claim: Claim) -> bool:
    return "crowns" in claim.wording


def decided_desk(
    articles: int,
    taste: Callable[[Claim], bool] = of_money,
    first: int = 0,
    kinds: tuple[str, str] = (TOLD, PRICED),
) -> list[Claim]:
    by = make.senior()
    made = [claim for number in range(first, first + articles) for claim in article_with_claims(number, kinds)]
    for claim in made:
        decide(claim, taste(claim), by)
    return made
