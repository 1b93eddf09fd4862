import json
import re
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone, translation

from claims.models import Person, Topic
from claims.people import keys
from tests import factories
from tests.views.at_desk import signed_in, text

pytestmark = pytest.mark.django_db
WAYS = {"theme": "dark", "density": "compact", "language": "", "time_zone": "Asia/Tehran", "digest": "on"}


def saved(person: Person, **changed: object) -> Person:
    response = signed_in(person).post("/preferences/", WAYS | changed)
    assert response.status_code == 302
    return Person.objects.get(pk=person.pk)


def own_keys(**changed: str) -> dict[str, str]:
    return {f"key-{name}": key for name, key in (keys.defaults() | changed).items()}


def key_map(page: str) -> dict[str, str]:
    found = re.search(r'id="key-map">(.*?)</script>', page)
    assert found
    read: dict[str, str] = json.loads(found[1])
    return read


def test_what_somebody_prefers_is_kept_and_shows_on_every_page() -> None:
    topic = Topic.objects.create(name="Floods")
    person = saved(factories.reviewer(), topics=[topic.pk])
    assert (person.theme, person.density, person.time_zone, person.digest) == ("dark", "compact", "Asia/Tehran", True)
    assert list(person.topics.all()) == [topic]
    assert 'data-theme="dark" data-density="compact"' in text(signed_in(person).get("/"))


def test_the_mail_can_be_switched_off() -> None:
    person = factories.reviewer()
    signed_in(person).post("/preferences/", {name: value for name, value in WAYS.items() if name != "digest"})
    assert Person.objects.get(pk=person.pk).digest is False


@pytest.mark.parametrize(
    "wrong", [{"time_zone": "Moon/Base"}, {"language": "xx"}, {"theme": "pink"}, {"topics": ["9"]}]
)
def test_what_is_no_choice_is_refused_and_nothing_is_kept(wrong: dict[str, object]) -> None:
    person = factories.reviewer()
    response = signed_in(person).post("/preferences/", WAYS | wrong)
    assert response.status_code == 422
    assert 'class="errorlist' in text(response)
    assert Person.objects.get(pk=person.pk).theme == "system"


def test_times_are_shown_in_ones_own_zone() -> None:
    person, verdict = factories.senior(), factories.submitted()
    record = f"/claims/{verdict.claim_id}/record/"
    at = verdict.claim.events.latest("pk").at
    near = text(signed_in(person).get(record))
    far = text(signed_in(saved(person, time_zone="Pacific/Apia")).get(record))
    assert f"{at:%H:%M}" in near
    there = at.astimezone(ZoneInfo("Pacific/Apia"))
    assert f"{there:%H:%M}" in far
    assert timezone.get_current_timezone_name() == "UTC"  # the next one on this thread has the desk's


def test_the_page_says_its_language_and_direction() -> None:
    person = factories.reviewer()
    assert '<html lang="en-gb" dir="ltr"' in text(signed_in(person).get("/"))
    person = saved(person, language="fa")
    assert '<html lang="fa" dir="rtl"' in text(signed_in(person).get("/"))
    assert translation.get_language() == "en-gb"


def test_the_sign_in_page_speaks_the_browsers_language() -> None:
    page = text(Client().get("/accounts/login/", headers={"accept-language": "fa, en;q=0.5"}))
    assert '<html lang="fa" dir="rtl"' in page


def test_every_action_has_its_key_on_the_page_of_keys() -> None:
    page = text(signed_in(factories.reviewer()).get("/keys/"))
    assert [each.words for each in keys.actions().values() if each.words not in page] == []


def test_a_changed_key_shows_in_the_button_and_reaches_the_script() -> None:
    person = factories.reviewer()
    assert signed_in(person).post("/preferences/keys/", own_keys(**{"take-next": "w"})).status_code == 302
    page = text(signed_in(person).get("/queue/"))
    assert 'data-action="take-next">Take next <kbd class="letter" aria-hidden="true">w</kbd>' in page
    assert key_map(page)["take-next"] == "w"


def test_two_things_at_one_key_are_refused_in_words_at_both() -> None:
    person = factories.reviewer()
    response = signed_in(person).post("/preferences/keys/", own_keys(**{"take-next": "f"}))
    assert response.status_code == 422
    page = text(response)
    assert "“f” already stands for: filter." in page
    assert "“f” already stands for: take the next claim." in page
    assert Person.objects.get(pk=person.pk).keys == {}


def test_what_is_no_key_is_refused_and_shown_as_text() -> None:
    response = signed_in(factories.reviewer()).post("/preferences/keys/", own_keys(**{"take-next": "abc"}))
    assert "“abc” is no key" in text(response)
    response = signed_in(factories.reviewer()).post("/preferences/keys/", own_keys(**{"take-next": "<b>bold</b>"}))
    assert "&lt;b&gt;bold" in text(response)
    assert "<b>bold" not in text(response)


def test_a_hostile_key_does_not_leave_the_map() -> None:
    person = factories.reviewer()
    signed_in(person).post("/preferences/keys/", own_keys(**{"take-next": "<", "filter": "&"}))
    page = text(signed_in(person).get("/queue/"))
    assert key_map(page)["take-next"] == "<"
    assert '"take-next": "<"' not in page


def test_keys_can_be_set_back() -> None:
    person = factories.reviewer()
    keys.save(person, keys.defaults() | {"take-next": "w"})
    signed_in(person).post("/preferences/keys/", {"reset": "1"})
    assert Person.objects.get(pk=person.pk).keys == {}


def test_single_characters_can_be_switched_off_and_on() -> None:
    person = factories.reviewer()
    client = signed_in(person)
    client.post("/preferences/letters/", {})
    assert 'data-letters="off"' in text(client.get("/"))
    client.post("/preferences/letters/", {"letters": "on"})
    assert 'data-letters="on"' in text(client.get("/"))
