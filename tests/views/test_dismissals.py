"""Why a claim is not checked is chosen where it is dismissed, and only some of it says what the claim was worth."""

import pytest
from django.urls import reverse

from claims.models import Claim, Event
from claims.reading import decisions
from claims.reading.decisions import BECAUSE
from tests import factories as make
from tests.reading.taught import article_with_claims
from tests.views.at_desk import signed_in, text

pytestmark = pytest.mark.django_db


def dismissed(because: str | None, note: str = "Nobody needs it.") -> Claim:
    claim = article_with_claims(1)[0]
    posted = {"version": claim.version, "note": note} | ({} if because is None else {"because": because})
    signed_in(make.curator()).post(reverse("claim-dismissal", args=[claim.pk]), posted)
    claim.refresh_from_db()
    return claim


def test_the_claim_s_page_offers_the_reasons_to_dismiss_it_and_to_nothing_else() -> None:
    claim = article_with_claims(1)[0]
    desk = signed_in(make.reviewer())
    page = text(desk.get(reverse("claim", args=[claim.pk])))
    assert all(f'<option value="{value}">{label}</option>' in page for value, label in BECAUSE.items())
    dismissed = make.claim()
    by = make.senior()
    signed_in(by).post(reverse("claim-dismissal", args=[dismissed.pk]), {"version": dismissed.version, "note": "No."})
    page = text(desk.get(reverse("claim", args=[dismissed.pk])))
    assert "Why is it checked after all?" in page
    assert 'name="because"' not in page


def test_the_record_tells_the_chosen_reason_beside_the_words() -> None:
    claim = dismissed("repeated", "Claim 7 has it.")
    page = text(signed_in(make.reviewer()).get(reverse("claim-record", args=[claim.pk])))
    assert "dismissed it: another claim says it already" in page
    assert "Claim 7 has it." in page


@pytest.mark.parametrize(
    ("because", "teaches"),
    [
        ("not worth checking", [False]),
        ("opinion", [False]),
        ("no evidence", []),
        ("repeated", []),
        ("misread", []),
        ("other", []),
        (None, [False]),
    ],
)
def test_only_what_is_not_worth_checking_teaches(because: str | None, teaches: list[bool]) -> None:
    assert dismissed(because).state == "dismissed"
    assert [each.good for each in decisions.newest().examples] == teaches


def test_a_reason_that_is_not_on_offer_is_left_out() -> None:
    claim = dismissed("<script>")
    assert Event.objects.get(claim=claim, action="dismiss").data == {}


def test_a_refused_dismissal_keeps_the_chosen_reason() -> None:
    claim = article_with_claims(1)[0]
    posted = {"version": claim.version, "note": " ", "because": "misread"}
    response = signed_in(make.curator()).post(reverse("claim-dismissal", args=[claim.pk]), posted)
    assert response.status_code == 422
    assert '<option value="misread" selected>' in text(response)
