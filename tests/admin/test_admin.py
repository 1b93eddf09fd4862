"""What is curated, and what only the desk itself may change."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from claims.ingest import tokens
from claims.models import (
    Alias,
    ApiToken,
    Feed,
    Host,
    Import,
    ImportItem,
    Origin,
    Person,
    Rating,
    Scale,
    Watch,
)
from claims.publish import release
from claims.states import Role
from tests import factories
from tests.admin.conftest import act, signed_in

pytestmark = pytest.mark.django_db
RECORD = ["revision", "import", "importitem", "claim", "mention", "evidence", "verdict", "signoff"]
RECORD += ["publication", "retraction", "event", "anchoring", "origin", "host", "watch", "alias"]


def a_retraction() -> None:
    publication = factories.published()
    publication.claim.refresh_from_db()
    release.ask_retraction(publication.claim, factories.senior(), publication.claim.version, "It was wrong.")


def an_import() -> None:
    run = Import.objects.create(label="Upload", asked_by=factories.curator())
    ImportItem.objects.create(run=run, name="a.txt", address="file:a.txt")


def a_feed() -> None:
    outlet = factories.outlet()
    Feed.objects.create(kind="folder", name=outlet.name, location=f"/in/{outlet.name}", outlet=outlet)


def a_scale() -> None:
    scale = Scale.objects.create(slug=f"scale-{Scale.objects.count()}", name="Scale")
    Rating.objects.create(scale=scale, slug="true", label="True", position=1, definition="It holds.")


def a_factor() -> None:
    Authenticator.objects.create(user=factories.reviewer(), type=Authenticator.Type.TOTP, data={"secret": "x"})


def an_entry() -> None:
    ruben, person = factories.administrator(), factories.person()
    LogEntry.objects.create(
        user=ruben, content_type_id=1, object_id=str(person.pk), object_repr=str(person), action_flag=2
    )


def an_article() -> None:
    factories.article(by=factories.outlet())


def an_origin() -> None:
    Origin.objects.create(head=factories.article())


def a_host() -> None:
    Host.objects.create(name=f"{factories.outlet().domain}:8080")


def a_watch() -> None:
    Watch.objects.create(article=factories.article(), host="ledger.example")


def an_alias() -> None:
    article = factories.article()
    Alias.objects.create(article=article, address=f"https://ledger.example/{article.pk}")


def a_token() -> None:
    tokens.make(ApiToken(name="Wire reader"), factories.curator())


ROWS: dict[str, Callable[[], object]] = {
    "claims_outlet": factories.outlet,
    "claims_feed": a_feed,
    "claims_scale": a_scale,
    "claims_article": an_article,
    "claims_revision": factories.article,
    "claims_import": an_import,
    "claims_importitem": an_import,
    "claims_claim": lambda: factories.taken(factories.reviewer()),
    "claims_mention": factories.claim,
    "claims_evidence": factories.submitted,
    "claims_verdict": factories.submitted,
    "claims_signoff": factories.signed,
    "claims_publication": factories.published,
    "claims_retraction": a_retraction,
    "claims_event": factories.claim,
    "claims_anchoring": factories.drifted,
    "claims_origin": an_origin,
    "claims_host": a_host,
    "claims_watch": a_watch,
    "claims_alias": an_alias,
    "claims_apitoken": a_token,
    "claims_claimant": factories.claimant,
    "claims_nameproposal": factories.name_proposal,
    "claims_topic": factories.topic,
    "claims_story": factories.story,
    "claims_person": factories.reviewer,
    "mfa_authenticator": a_factor,
    "admin_logentry": an_entry,
}


def queries_of(client: Client, place: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(place).status_code == 200
    return len(queries)


def test_every_model_of_the_admin_has_rows_in_these_tests() -> None:
    registered = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    assert registered == set(ROWS)


@pytest.mark.parametrize("name", ROWS)
def test_a_list_takes_as_many_queries_for_thirty_rows_as_for_one(name: str) -> None:
    role = Role.ADMINISTRATOR if name in ("claims_person", "mfa_authenticator", "admin_logentry") else Role.CURATOR
    client, place = signed_in(factories.person(role)), reverse(f"admin:{name}_changelist")
    ROWS[name]()
    client.get(place)  # what is asked once a process is asked here
    one = queries_of(client, place)
    for _ in range(29):
        ROWS[name]()
    assert queries_of(client, place) == one


def test_the_page_of_an_article_takes_as_many_queries_for_thirty_revisions(curator: Client) -> None:
    article = factories.article()
    place = reverse("admin:claims_article_change", args=[article.pk])
    curator.get(place)
    one = queries_of(curator, place)
    for number in range(29):
        factories.revision(article, f"Text {number}.")
    assert queries_of(curator, place) == one


@pytest.mark.parametrize("name", RECORD)
def test_the_record_can_be_read_and_nothing_else(name: str, curator: Client) -> None:
    ROWS[f"claims_{name}"]()
    row = next(model for model in admin.site._registry if model._meta.model_name == name)._default_manager.first()
    assert row is not None
    assert curator.get(reverse(f"admin:claims_{name}_change", args=[row.pk])).status_code == 200
    assert curator.post(reverse(f"admin:claims_{name}_change", args=[row.pk]), {}).status_code == 403
    assert curator.post(reverse(f"admin:claims_{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert curator.post(reverse(f"admin:claims_{name}_add"), {}).status_code == 403


def test_no_list_offers_to_delete_many_at_once(curator: Client, administrator: Client) -> None:
    for model, page in admin.site._registry.items():
        assert "delete_selected" not in dict(page.get_action_choices(curator.get("/admin/").wsgi_request)), model


@pytest.mark.parametrize("role", [None, Role.REVIEWER, Role.SENIOR])
def test_a_superuser_has_what_the_roles_give_and_nothing_more(role: Role | None) -> None:
    person = factories.person(*([role] if role else []))
    Person.objects.filter(pk=person.pk).update(is_superuser=True, is_staff=True)
    person.refresh_from_db()
    asked = ["claims.view_claim", "claims.change_person", "claims.delete_event", "auth.add_group"]
    assert not any(person.has_perm(name) for name in asked)
    assert not person.has_perms(asked[:1])
    assert not person.has_module_perms("claims")
    assert not person.get_all_permissions() | person.get_user_permissions() | person.get_group_permissions()
    assert signed_in(person).get("/admin/").status_code == 403
    assert signed_in(person).get(reverse("admin:claims_claim_changelist")).status_code == 403


async def answers_without_a_thread(person: Person) -> list[bool]:
    one, many = await person.ahas_perm("claims.view_claim"), await person.ahas_perms(["claims.view_claim"])
    return [one, many, await person.ahas_module_perms("claims")]


def test_a_superuser_without_roles_gets_no_by_the_asynchronous_way_either() -> None:
    from asgiref.sync import async_to_sync  # noqa: PLC0415

    assert async_to_sync(answers_without_a_thread)(Person(is_superuser=True)) == [False, False, False]


def test_the_administrator_sees_no_claims_and_the_curator_no_people(curator: Client, administrator: Client) -> None:
    assert administrator.get(reverse("admin:claims_claim_changelist")).status_code == 403
    assert administrator.get(reverse("admin:claims_scale_changelist")).status_code == 403
    assert curator.get(reverse("admin:claims_person_changelist")).status_code == 403
    assert curator.get(reverse("admin:admin_logentry_changelist")).status_code == 403


# People


def test_feeds_are_paused_resumed_and_looked_at_now(curator: Client) -> None:
    a_feed()
    feed = Feed.objects.get()
    Feed.objects.update(due_at=timezone.now() + timedelta(days=1))
    act(curator, "feed", "pause", feed)
    assert not Feed.objects.get().is_active
    act(curator, "feed", "look_now", feed)
    assert Feed.objects.get().due_at <= timezone.now()
    act(curator, "feed", "resume", feed)
    assert Feed.objects.get().is_active
    assert LogEntry.objects.filter(object_id=str(feed.pk)).count() == 3


def test_a_feed_that_brought_articles_can_not_be_deleted(curator: Client) -> None:
    a_feed()
    feed = Feed.objects.get()
    article = factories.article()
    article.feed = feed
    article.save()
    place = reverse("admin:claims_feed_delete", args=[feed.pk])
    assert curator.post(place, {"post": "yes"}).status_code == 403
    article.feed = None
    article.save()
    assert curator.post(place, {"post": "yes"}).status_code == 302


def test_an_outlet_with_articles_can_not_be_deleted(curator: Client) -> None:
    outlet = factories.outlet()
    factories.article(by=outlet)
    curator.post(reverse("admin:claims_outlet_delete", args=[outlet.pk]), {"post": "yes"})
    outlet.refresh_from_db()


def test_an_articles_outlet_can_be_set_and_its_revisions_not(curator: Client) -> None:
    article, outlet = factories.article(), factories.outlet()
    place = reverse("admin:claims_article_change", args=[article.pk])
    form = {"outlet": outlet.pk, "address": "file:other.txt"}
    form |= {"revisions-TOTAL_FORMS": 0, "revisions-INITIAL_FORMS": 0}
    assert curator.post(place, form).status_code == 302
    was = article.address
    article.refresh_from_db()
    assert (article.outlet, article.address) == (outlet, was)


def scale_form(scale: Scale, **changed: object) -> dict[str, object]:
    ratings = list(scale.ratings.all())
    form: dict[str, object] = {"name": scale.name, "slug": scale.slug, "is_active": "on"}
    form |= {"ratings-TOTAL_FORMS": len(ratings), "ratings-INITIAL_FORMS": len(ratings)}
    for number, rating in enumerate(ratings):
        for name in ("id", "position", "label", "slug", "definition"):
            form[f"ratings-{number}-{name}"] = getattr(rating, name)
        form |= {
            f"ratings-{number}-value": "" if rating.value is None else rating.value,
            f"ratings-{number}-scale": scale.pk,
        }
    return form | changed


def test_a_scale_nobody_used_can_be_changed(curator: Client) -> None:
    a_scale()
    scale = Scale.objects.order_by("-pk")[0]
    place = reverse("admin:claims_scale_change", args=[scale.pk])
    answer = curator.post(place, scale_form(scale, name="Better", **{"ratings-0-label": "Holds"}))
    assert answer.status_code == 302
    scale.refresh_from_db()
    assert (scale.name, scale.ratings.get().label) == ("Better", "Holds")


def test_a_scale_that_verdicts_were_given_on_can_not_be_changed_but_copied(curator: Client) -> None:
    scale = factories.submitted().rating.scale
    labels = list(scale.ratings.values_list("label", flat=True))
    place = reverse("admin:claims_scale_change", args=[scale.pk])
    curator.post(place, scale_form(scale, name="Other", **{"ratings-0-label": "Other"}))
    scale.refresh_from_db()
    assert scale.name != "Other"
    assert list(scale.ratings.values_list("label", flat=True)) == labels
    act(curator, "scale", "make_new_version", scale)
    made = Scale.objects.get(slug=scale.slug, version=scale.version + 1)
    assert list(made.ratings.values_list("label", flat=True)) == labels
    assert (made.is_active, scale.is_active) == (False, True)
    curator.post(reverse("admin:claims_scale_change", args=[made.pk]), scale_form(made))
    assert list(Scale.objects.filter(slug=scale.slug, is_active=True)) == [made]
