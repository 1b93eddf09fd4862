"""Signing in and the admin, in a real browser under the desk's own content policy."""

import time

import pytest
from allauth.mfa.totp.internal import auth
from playwright.sync_api import Browser, Page, expect

from tests.desk import Desk
from tests.journeys.hands import fresh, look, signed_in

pytestmark = pytest.mark.journey
SECRET = "a password for one journey"


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def code(secret: str) -> str:
    return str(auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30)))


def test_an_administrator_invites_somebody_who_sets_up_a_second_factor(desk: Desk, browser: Browser) -> None:
    with signed_in(browser, desk, "ruben") as page:
        page.goto("/admin/claims/person/add/")
        page.get_by_label("Name:", exact=True).fill("Nele Brandt")
        page.get_by_label("Email").fill("nele@example.org")
        page.get_by_label("Username").fill("nele")
        page.get_by_label("Reviewer").check()
        page.get_by_role("button", name="Save", exact=True).click()
        link = page.locator("code").inner_text()
    with fresh(browser, desk) as page:
        page.goto(link.replace("http://127.0.0.1:8000", desk.url))
        look(page, "invitation")
        page.get_by_label("Password", exact=True).fill(SECRET)
        page.get_by_label("The same again").fill(SECRET)
        press(page, "Set password and sign in")
        set_up_second_factor(page)
        page.goto("/accounts/logout/")
        press(page, "Sign out")
        sign_in_with_code(page)


def set_up_second_factor(page: Page) -> None:
    page.goto("/accounts/2fa/")
    look(page, "how-you-sign-in")
    page.get_by_role("link", name="Set it up").click()
    look(page, "confirm")
    page.get_by_label("Password").fill(SECRET)
    press(page, "Go on")
    look(page, "second-factor")
    page.get_by_label("Authenticator code").fill(code(page.get_by_label("Or type this key").input_value()))
    press(page, "Turn it on")
    look(page, "recovery-codes")


def sign_in_with_code(page: Page) -> None:
    page.goto("/accounts/login/")
    look(page, "sign-in")
    page.get_by_label("Username or e-mail").fill("NELE@example.org")
    page.get_by_label("Password").fill(SECRET)
    press(page, "Sign in")
    expect(page.get_by_role("heading", level=1)).to_have_text("Second factor")
    look(page, "code")


def test_every_list_of_the_admin_works_under_the_content_policy(desk: Desk, browser: Browser) -> None:
    for name in ("ines", "ruben"):
        with signed_in(browser, desk, name) as page:
            page.goto("/admin/")
            lists = page.locator("#content-main th a").evaluate_all("links => links.map(link => link.href)")
            assert len(lists) >= 3
            for place in lists:
                page.goto(place)
                expect(page.locator("#changelist")).to_be_visible()
                if page.locator(".object-tools .addlink").count():
                    page.goto(place + "add/")
                    expect(page.locator("#content form")).to_be_visible()
