"""Small makers of real rows, by the desk's own steps wherever there is one."""

import itertools
from collections.abc import Iterator
from dataclasses import asdict
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from claims.evidence import attach, judging
from claims.ingest import raws
from claims.models import (
    Anchoring,
    Article,
    BlindVerdict,
    Claim,
    Claimant,
    Comment,
    Evidence,
    Feed,
    Lease,
    Mention,
    NameProposal,
    Notification,
    Outlet,
    Passage,
    Person,
    Preview,
    Publication,
    Rating,
    Revision,
    Story,
    Suggestion,
    Topic,
    Verdict,
)
from claims.publish import release
from claims.reading import naming
from claims.review import blind as blinding
from claims.review import claims, comments, drafts, leases, stories, verdicts
from claims.states import Role
from claims.text.anchors import anchor
from claims.text.names import folded

PASSWORD = "a long enough password"
TEXT = "The dam burst on Tuesday night.\n\nTwelve people were killed, the mayor said. Nobody was warned."
RATIONALE = "The report of the day says so [1]. Nothing that was found since says otherwise, in print or on the air."
ANSWERS: dict[str, Any] = {
    "absence": "In the archive.",
    "one_origin": "It was there.",
    "claimant_unknown": True,
    "day_unknown": True,
}
numbers = itertools.count(1)


def person(*roles: str, name: str = "", active: bool = True, password: str = "") -> Person:
    """With a password only where one is given: hashing takes its time."""
    number = next(numbers)
    made = Person(
        username=f"person{number}",
        email=f"person{number}@example.org",
        name=name or f"Person {number}",
        roles=[str(role) for role in roles],
        is_active=active,
    )
    if password:
        made.password = hashed(password)
    else:
        made.set_unusable_password()
    made.save()
    return made


@cache
def hashed(password: str) -> str:
    return make_password(password)


def reviewer() -> Person:
    return person(Role.REVIEWER)


def senior() -> Person:
    return person(Role.SENIOR)


def curator() -> Person:
    return person(Role.CURATOR)


def administrator(password: str = "") -> Person:
    return person(Role.ADMINISTRATOR, password=password)


def outlet() -> Outlet:
    number = next(numbers)
    return Outlet.objects.create(name=f"Outlet {number}", domain=f"outlet{number}.example")


def feed(**values: Any) -> Feed:
    number = next(numbers)
    location = f"https://feed{number}.example/rss"
    return Feed.objects.create(
        **{"name": f"Feed {number}", "location": location, "host": f"feed{number}.example"} | values
    )


def preview(*titles: str, by: Person | None = None, **values: Any) -> Preview:
    """Looked at: a feed that shows an article of each title."""
    address = f"https://feed{next(numbers)}.example/rss"
    told = {"published": "2024-03-12T09:00:00+00:00", "published_said": "", "language": "en"}
    items = [{"title": title, "address": f"{address}/{place}", **told} for place, title in enumerate(titles)]
    parsed = {"kind": "rss", "title": "The Ledger", "home": "", "items": items, "count": len(items), "notes": []}
    found = {"found": [{"address": address, "kind": "rss", "title": "The Ledger", "why": "the address itself"}]}
    looked = {"done_at": timezone.now(), "found": found | {"parsed": parsed, "requests": [address]}}
    return Preview.objects.create(**{"address": address, "asked_by": by or curator(), **looked} | values)


def article(text: str = TEXT, title: str = "", by: Outlet | None = None) -> Article:
    number = next(numbers)
    made = Article.objects.create(address=f"file:article-{number}.txt", outlet=by)
    revision(made, text, title or f"Article {number}")
    return made


def revision(of: Article, text: str = TEXT, title: str = "A title") -> Revision:
    """The article's next one, with its paragraphs for searching."""
    made = Revision.objects.create(
        article=of,
        number=of.revisions.count() + 1,
        raw=raws.keep(text.encode()),
        title=title,
        text=text,
        text_rules=1,
        language="en",
    )
    Passage.objects.bulk_create(
        Passage(revision=made, start=start, end=start + len(part), text=part) for start, part in paragraphs(text)
    )
    of.current = made
    of.save(update_fields=["current"])
    return made


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for part in text.split("\n\n"):
        yield start, part
        start += len(part) + 2


def claim(
    by: Person | None = None, wording: str = "", of: Article | None = None, quote: str = "Twelve people"
) -> Claim:
    """Queued, found by hand in `of` or in an article of its own."""
    current = (of or article()).current
    assert current is not None
    start = current.text.index(quote)
    return claims.add(
        by or senior(),
        wording=wording or f"Twelve people were killed ({next(numbers)})",
        revision=current,
        start=start,
        end=start + len(quote),
    )


def said_too(claim: Claim, quote: str = "Nobody was warned") -> Mention:
    """A second place of the claim's own article."""
    source = claim.article.current if claim.article else None
    assert source is not None
    start = source.text.index(quote)
    return Mention.objects.create(
        claim=claim, revision=source, **asdict(anchor(source.text, start, start + len(quote)))
    )


def taken(by: Person, of: Claim | None = None) -> Lease:
    waiting = of or claim()
    return leases.take(waiting, by, waiting.version)


def attached(lease: Lease, stance: str = "supports", quote: str = "Nobody was warned") -> Evidence:
    """A passage of the claim's own article."""
    source = lease.claim.article.current if lease.claim.article else None
    assert source is not None
    start = source.text.index(quote)
    return attach.attach(
        lease.claim,
        lease.holder,
        lease.pk,
        revision=source,
        start=start,
        end=start + len(quote),
        quote=quote,
        stance=stance,
    )


def suggested(of: Claim, quote: str = "Nobody was warned", stance: str = "") -> Suggestion:
    """A passage of another article that the machine proposes."""
    source = article(f"It rained for days. {quote}.").current
    assert source is not None
    start = source.text.index(quote)
    place = asdict(anchor(source.text, start, start + len(quote)))
    return Suggestion.objects.create(
        claim=of, revision=source, stance=stance, why="It shares “warned”", backend="search 1", score=0.5, **place
    )


def claimant(*names: str) -> Claimant:
    """Under two names of its own, unless others are given."""
    number = next(numbers)
    first, *others = names or (f"Harbour Board {number}", f"HB {number}")
    for other in others or [first]:
        made = naming.join(first, other)
    return made


def name_proposal(name: str = "", other: str = "") -> NameProposal:
    """As the reading of an article makes it that says so."""
    number = next(numbers)
    name, other = name or f"Harbour Board {number}", other or f"HB{number}"
    said = f"The {name}, known as {other}, met."
    source = article(f"It rained.\n\n{said}").current
    assert source is not None
    start = source.text.index(name)
    end = source.text.index(", met")
    pair = " = ".join(sorted(map(folded, (name, other))))
    return NameProposal.objects.create(name=name, other=other, pair=pair, revision=source, start=start, end=end)


def story(title: str = "") -> Story:
    return stories.make(reviewer(), title or f"Story {next(numbers)}")


def topic(name: str = "") -> Topic:
    return Topic.objects.create(name=name or f"Topic {next(numbers)}")


def drifted(item: Evidence | None = None, now: str = "Nobody was told", status: str = "edited") -> Anchoring:
    """The passage's article has a new revision that says `now` in its place, and it was noticed."""
    found = item or attached(taken(reviewer()))
    text = found.revision.text.replace(found.quote, now)
    later = revision(found.revision.article, text)
    placed = {"start": found.start, "end": found.start + len(now), "quote": now} if status == "edited" else {}
    made = Anchoring.objects.create(claim=found.claim, evidence=found, revision=later, status=status, **placed)
    judging.recount([found.claim_id])
    return made


def rating() -> Rating:
    found = Rating.objects.filter(scale__is_active=True).order_by("position").first()
    assert found is not None, "the scales of seeds/ are loaded"
    return found


def submitted(by: Person | None = None, of: Claim | None = None) -> Verdict:
    lease = taken(by or reviewer(), of)
    attached(lease)
    drafts.save(lease.claim, lease.holder, lease.pk, 0, rating=rating(), rationale=RATIONALE, answers=ANSWERS)
    fresh = Claim.objects.get(pk=lease.claim_id)
    return verdicts.submit(fresh, lease.holder, lease.pk, fresh.version)


def signed(by: Person | None = None, of: Claim | None = None, proposer: Person | None = None) -> Verdict:
    verdict = submitted(proposer, of)
    verdicts.sign(verdict.claim, by or senior(), Claim.objects.get(pk=verdict.claim_id).version, verdict.pk)
    verdict.refresh_from_db()
    return verdict


def comment(by: Person | None = None, of: Claim | None = None, text: str = "Who counted?") -> Comment:
    return comments.say(of or claim(), by or reviewer(), text).comment


def called(who: Person) -> Person:
    """Told of a comment that calls them; only of the desk's people anybody can be."""
    said = comment()
    Notification.objects.create(person=who, kind="called", claim=said.claim, comment=said, by=said.by)
    return who


def blind(by: Person | None = None) -> BlindVerdict:
    """Asked for by a senior, and waited for."""
    waiting = claim()
    blinding.request(waiting, senior(), waiting.version)
    return submitted(by, Claim.objects.get(pk=waiting.pk)).blind


def differing() -> BlindVerdict:
    """Given, with another rating than the first."""
    second = blind()
    other = Rating.objects.filter(scale=second.verdict.rating.scale).exclude(pk=second.verdict.rating_id).first()
    assert other is not None
    now = Claim.objects.get(pk=second.verdict.claim_id)
    return blinding.give(now, reviewer(), now.version, other, "I read it otherwise.")


def published(by: Person | None = None, of: Claim | None = None) -> Publication:
    who = by or senior()
    verdict = signed(who, of)
    return release.publish(verdict.claim, who, Claim.objects.get(pk=verdict.claim_id).version, verdict.pk)
