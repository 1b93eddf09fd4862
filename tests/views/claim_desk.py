"""A person at the claim's page, by plain forms and by htmx."""

from typing import Any

from django.test import Client
from django.urls import reverse

from claims.evidence import attach
from claims.models import Article, Claim, Evidence, Lease, Person

HTMX = {"HX-Request": "true"}


class At:
    """Somebody signed in, working on one claim."""

    def __init__(self, person: Person, claim: Claim) -> None:
        self.person, self.claim = person, claim
        self.client = Client()
        self.client.force_login(person)

    @property
    def now(self) -> Claim:
        return Claim.objects.get(pk=self.claim.pk)

    def get(self, query: str = "", htmx: str = "") -> Any:
        headers = HTMX | {"HX-Target": htmx} if htmx else {}
        return self.client.get(reverse("claim", args=[self.claim.pk]) + query, headers=headers)

    def post(self, route: str, *, htmx: bool = False, number: int | None = None, **fields: Any) -> Any:
        """With the version and token of this moment, unless the fields say others."""
        lease = Lease.objects.filter(claim=self.claim).first()
        known = {"version": self.now.version, "token": lease.pk if lease else 0}
        data = {name: value for name, value in (known | fields).items() if value is not None}
        args = [self.claim.pk] if number is None else [self.claim.pk, number]
        return self.client.post(reverse(route, args=args), data, headers=HTMX if htmx else {})


def text(response: Any) -> str:
    return str(response.content.decode())


def attached_from(lease: Lease, source: Article, quote: str) -> Evidence:
    assert source.current
    start = source.current.text.index(quote)
    return attach.attach(
        lease.claim,
        lease.holder,
        lease.pk,
        revision=source.current,
        start=start,
        end=start + len(quote),
        quote=quote,
        stance="supports",
    )
