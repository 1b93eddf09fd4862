"""Names of one claimant: proposed from what articles say of them, joined when a curator says so."""

from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models.functions import Now

from claims.models import Claimant, ClaimantName, NameProposal, Person, Revision
from claims.text.aliases import NamePair, name_pairs
from claims.text.names import folded
from claims.text.readers import reader

MOST = 20  # proposals from one article


class Taken(Exception):
    """A name is another claimant's already; the text says whose."""


def joined(names: Iterable[str]) -> dict[str, Claimant]:
    """Whose the names are, of those that are somebody's."""
    keys = {name: folded(name) for name in names if name}
    if not keys:
        return {}
    found = ClaimantName.objects.filter(folded__in=set(keys.values())).select_related("claimant")
    owners = {each.folded: each.claimant for each in found}
    return {name: owners[key] for name, key in keys.items() if key in owners}


def propose(revision: Revision) -> None:
    """What the text says are two names of one claimant, for a curator to judge. Run twice it does its work once."""
    made = NameProposal.objects.filter(revision__article=revision.article_id).count()
    if made >= MOST or reader(revision.language) is None:
        return
    pairs = sorted(
        _new(name_pairs(revision.text))[: MOST - made], key=_pair
    )  # all in one order: nobody waits in a ring
    NameProposal.objects.bulk_create((_proposal(each, revision) for each in pairs), ignore_conflicts=True)


def _proposal(found: NamePair, revision: Revision) -> NameProposal:
    place = {"revision": revision, "start": found.start, "end": found.end}
    return NameProposal(name=found.name[:300], other=found.other[:300], pair=_pair(found), **place)


def _pair(found: NamePair) -> str:
    return " = ".join(sorted((folded(found.name), folded(found.other))))


def _new(pairs: list[NamePair]) -> list[NamePair]:
    """Those that are not one name and not joined, each once."""
    owners = joined({name for pair in pairs for name in (pair.name, pair.other)})
    new = {
        _pair(each): each
        for each in reversed(pairs)
        if folded(each.name) != folded(each.other)
        and (each.name not in owners or owners.get(each.name) != owners.get(each.other))
    }
    return list(new.values())[::-1]


@transaction.atomic
def accept(pk: int, by: Person) -> Claimant | None:
    """Join what was proposed; None where somebody accepted it before. Raises Taken and then nothing is changed."""
    proposal = NameProposal.objects.select_for_update().get(pk=pk)
    if proposal.accepted:
        return None
    claimant = join(proposal.name, proposal.other)
    NameProposal.objects.filter(pk=pk).update(accepted=True, decided_by=by, decided_at=Now())
    return claimant


def reject(pk: int, by: Person) -> bool:
    """Whether it was still to be decided."""
    waiting = NameProposal.objects.filter(pk=pk, accepted=None)
    return bool(waiting.update(accepted=False, decided_by=by, decided_at=Now()))


@transaction.atomic
def join(name: str, other: str) -> Claimant:
    """Both are names of one claimant from now on: of the one that has either, or else of a new one."""
    one_at_a_time()
    owners = joined([name, other])
    if len(set(owners.values())) > 1:
        raise Taken(f"“{name}” is a name of {owners[name]}, “{other}” one of {owners[other]}. Merge these two first.")
    claimant = next(iter(owners.values()), None) or Claimant.objects.create(name=max(name, other, key=len))
    for each in (claimant.name, name, other):
        give(claimant, each)
    return claimant


def give(claimant: Claimant, name: str) -> None:
    """One more name; none where it is that claimant's already."""
    key = folded(name)
    owned, _ = ClaimantName.objects.get_or_create(folded=key, defaults={"name": name, "claimant": claimant})
    if owned.claimant_id != claimant.pk:
        raise Taken(f"“{name}” is a name of {owned.claimant} already.")


@transaction.atomic
def merge(into: Claimant, others: Iterable[Claimant]) -> None:
    """All their names and notes are `into`'s from now on."""
    one_at_a_time()
    gone = [each for each in others if each != into]
    ClaimantName.objects.filter(claimant__in=gone).update(claimant=into)
    into.note = "\n\n".join(filter(None, (into.note, *(each.note for each in gone))))
    into.save(update_fields=["note"])
    Claimant.objects.filter(pk__in=[each.pk for each in gone]).delete()


def one_at_a_time() -> None:
    """Until the transaction ends nobody else joins names: two who join the same ones come one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('claimant names', 0))")
