"""Claimants and their names in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from claims.models import Claimant, ClaimantName, NameProposal
from claims.reading import naming
from tests import factories
from tests.admin.conftest import act

pytestmark = pytest.mark.django_db
PROPOSALS = "admin:claims_nameproposal_changelist"


def names_of(claimant: Claimant) -> set[str]:
    return set(claimant.names.values_list("name", flat=True))


def form(claimant: Claimant, *added: str, gone: str = "", **changed: str) -> dict[str, object]:
    """What the page of the claimant posts."""
    names = list(claimant.names.all())
    posted: dict[str, object] = {"name": claimant.name, "kind": claimant.kind, "note": "", **changed}
    posted |= {"names-TOTAL_FORMS": len(names) + len(added), "names-INITIAL_FORMS": len(names)}
    for number, name in enumerate([*names, *added]):
        posted[f"names-{number}-claimant"] = claimant.pk
        posted[f"names-{number}-name"] = str(name)
        if isinstance(name, ClaimantName):
            posted[f"names-{number}-id"] = name.pk
            posted |= {f"names-{number}-DELETE": "on"} if name.name == gone else {}
    return posted


def save(client: Client, claimant: Claimant, *added: str, **changed: str) -> str:
    place = reverse("admin:claims_claimant_change", args=[claimant.pk])
    return str(client.post(place, form(claimant, *added, **changed), follow=True).content.decode())


def test_the_list_shows_what_is_to_decide_with_the_words_of_the_article(curator: Client) -> None:
    proposal = factories.name_proposal("Harn Port Office", "HPO")
    decided = factories.name_proposal("Free Boatmen", "Boaters")
    naming.reject(decided.pk, factories.curator())
    page = curator.get(reverse(PROPOSALS)).content.decode()
    assert "The <mark>Harn Port Office, known as HPO</mark>, met." in page
    revision = proposal.revision
    place = reverse("revision", args=[revision.article_id, revision.number])
    assert f'href="{place}?at={proposal.start}-{proposal.end}#at"' in page
    assert "Boaters" not in page
    assert "Boaters" in curator.get(reverse(PROPOSALS) + "?decision=rejected").content.decode()


def test_one_action_accepts_several_proposals(curator: Client) -> None:
    made = [factories.name_proposal("Harn Port Office", "HPO"), factories.name_proposal("HPO", "Quay House")]
    page = act(curator, "nameproposal", "accept", *made).content.decode()
    claimant = Claimant.objects.get()
    assert names_of(claimant) == {"Harn Port Office", "HPO", "Quay House"}
    assert "HPO and Quay House are names of Harn Port Office." in page
    assert set(NameProposal.objects.values_list("accepted", flat=True)) == {True}
    assert LogEntry.objects.count() == 2


def test_a_conflict_is_told_and_the_others_are_joined(curator: Client) -> None:
    naming.join("Harn Port Office", "Quay House")
    naming.join("HPO", "Horse and Pony Owners")
    made = [factories.name_proposal("Harn Port Office", "HPO"), factories.name_proposal("Free Boatmen", "Boaters")]
    page = act(curator, "nameproposal", "accept", *made).content.decode()
    assert "Not joined: “Harn Port Office” is a name of Harn Port Office, “HPO” one of Horse and Pony Owners" in page
    assert "Free Boatmen and Boaters are names of Free Boatmen." in page
    assert Claimant.objects.count() == 3


def test_a_proposal_is_rejected_and_joins_nothing(curator: Client) -> None:
    act(curator, "nameproposal", "reject", factories.name_proposal())
    assert NameProposal.objects.get().accepted is False
    assert not Claimant.objects.exists()


def test_names_written_by_markup_stay_words(curator: Client) -> None:
    factories.name_proposal("<b>Harn", "<script>alert(1)</script>")
    page = curator.get(reverse(PROPOSALS)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;Harn" in page


def test_a_new_claimant_has_its_own_name_among_its_names(curator: Client) -> None:
    posted = {"name": "Quay House", "kind": "body", "note": "", "names-TOTAL_FORMS": 1, "names-INITIAL_FORMS": 0}
    curator.post(reverse("admin:claims_claimant_add"), posted | {"names-0-name": "QH"})
    assert names_of(Claimant.objects.get()) == {"Quay House", "QH"}


def test_a_name_taken_away_is_nobody_s_and_its_own_name_stays(curator: Client) -> None:
    claimant = naming.join("Harn Port Office", "HPO")
    save(curator, claimant, gone="HPO")
    assert names_of(claimant) == {"Harn Port Office"}
    save(curator, claimant, gone="Harn Port Office")
    assert names_of(claimant) == {"Harn Port Office"}


def test_a_claimant_renamed_keeps_the_name_it_had(curator: Client) -> None:
    claimant = naming.join("Harn Port Office", "HPO")
    save(curator, claimant, name="Port Office of Harn")
    claimant.refresh_from_db()
    assert claimant.name == "Port Office of Harn"
    assert names_of(claimant) == {"Harn Port Office", "HPO", "Port Office of Harn"}


def test_the_name_of_another_claimant_is_refused_with_whose_it_is(curator: Client) -> None:
    naming.join("Free Boatmen", "FB")
    claimant = naming.join("Harn Port Office", "HPO")
    assert "That is a name of Free Boatmen already" in save(curator, claimant, "the F.B.")
    assert "That is a name of Free Boatmen already" in save(curator, claimant, name="FB")
    assert "This name stands here twice" in save(curator, claimant, "Quay House", "the quay house")
    assert names_of(claimant) == {"Harn Port Office", "HPO"}


def test_claimants_are_merged_into_the_one_made_first(curator: Client) -> None:
    one, two = naming.join("Harn Port Office", "HPO"), naming.join("Quay House", "QH")
    act(curator, "claimant", "merge", two, one)
    assert Claimant.objects.get() == one
    assert names_of(one) == {"Harn Port Office", "HPO", "Quay House", "QH"}


def test_one_claimant_alone_is_not_merged(curator: Client) -> None:
    page = act(curator, "claimant", "merge", naming.join("Harn Port Office", "HPO")).content.decode()
    assert "Choose at least two" in page
    assert Claimant.objects.count() == 1


def test_a_claimant_deleted_leaves_its_names_to_others(curator: Client) -> None:
    claimant = naming.join("Harn Port Office", "HPO")
    curator.post(reverse("admin:claims_claimant_delete", args=[claimant.pk]), {"post": "yes"})
    assert not ClaimantName.objects.exists()
    assert naming.join("Quay House", "HPO").name == "Quay House"
