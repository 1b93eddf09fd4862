"""What is no article, or only the beginning of one, is said; what is one is never taken for it."""

import pytest

from claims.ingest.page import NO_ARTICLE, Unreadable
from tests.ingest.pages import PARAGRAPHS, TEXT, TITLE, described, page, reading


def bare(title: str, body: str, head: str = "") -> str:
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


TEASERS = "".join(
    f"<div><h2><a href='/{n}'>Harbour news of the coast, number {n} today</a></h2><p>{PARAGRAPHS[n % 4]}</p></div>"
    for n in range(40)
)
LOGIN = "<form><input name='email'><input type='password'><a>Forgot password?</a> Don't have an account?</form>"
COOKIES = (
    "<p>We use cookies and store personal data with our partners. You may accept all or reject all of it here.</p>"
)


@pytest.mark.parametrize(
    ("code", "html"),
    [
        (
            "error_page",
            bare("404 | Coast Papers", "<h1>404</h1><p>The page you are looking for could not be found.</p>"),
        ),
        (
            "error_page",
            bare("Page not found - Coast Papers", "<p>It may have been moved. Go to the homepage, please.</p>"),
        ),
        (
            "error_page",
            bare("Seite nicht gefunden", "<p>Die Seite existiert nicht mehr. Bitte gehen Sie zur Startseite.</p>"),
        ),
        ("error_page", bare("Coast Papers", "<p>Sorry, an error occurred on our side. Please try again later.</p>")),
        (
            "error_page",
            bare("Site maintenance", "<p>We are currently performing some works and will be back soon.</p>"),
        ),
        ("bot_check", bare("Just a moment...", "<p>Enable JavaScript and cookies to continue to the page.</p>")),
        (
            "bot_check",
            bare("coast.example", "<p>Verifying you are human. This may take a few seconds. Ray ID: 5f2a</p>"),
        ),
        ("bot_check", bare("Access denied", "<p>You don't have permission to access this page on this server.</p>")),
        ("login", bare("Log in | Coast Papers", f"<p>Please log in to your account to go on reading.</p>{LOGIN}")),
        ("login", bare("Coast Papers", f"<p>This part of our site is for those who are known to us.</p>{LOGIN}")),
        ("consent", bare("Coast Papers", COOKIES)),
        (
            "consent",
            bare("Before you continue", "<p>We value your privacy. Cookies help us. Accept all or reject all.</p>"),
        ),
        (
            "consent",
            bare("Küste", "<p>Ihre Einwilligung: Unsere Partner nutzen personenbezogene Daten. Alle akzeptieren?</p>"),
        ),
        (
            "consent",
            bare(
                "Côte", "<p>Nos partenaires utilisent vos données personnelles. Tout accepter ou tout refuser ici.</p>"
            ),
        ),
        (
            "consent",
            bare(
                "Costa",
                "<p>Nuestros socios usan datos personales. Aceptar todo o rechazar todo: su consentimiento.</p>",
            ),
        ),
        ("index", bare("Coast Papers - News from Harn", TEASERS, "<meta property='og:type' content='website'>")),
        ("no_article", bare("Coast Papers", "<nav>Home</nav>")),
    ],
)
def test_a_page_without_an_article_says_what_it_is(code: str, html: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reading(html)
    assert caught.value.code == code
    assert code in NO_ARTICLE
    assert str(caught.value)


@pytest.mark.parametrize(
    "title",
    [
        "Page not found: how links die",
        "404 dead in ferry disaster",
        "Log in to the harbour",
        "Access denied to inspectors",
        "Cookies sell well in Harn",
    ],
)
def test_an_article_about_such_things_is_an_article(title: str) -> None:
    found = reading(page(title=title))
    assert (found.text, found.note_code) == (TEXT, "")


def test_an_article_with_a_banner_a_login_and_a_list_of_others_is_an_article() -> None:
    found = reading(
        page(above=f"<div class='cookie-banner'>{COOKIES}</div>", below=f"{LOGIN}<section>{TEASERS}</section>")
    )
    assert found.note_code == ""
    assert found.text.startswith(TEXT)


@pytest.mark.parametrize(
    "html",
    [
        bare(TITLE, f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article>", described(isAccessibleForFree=False)),
        bare(
            TITLE, f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article>", described(isAccessibleForFree="False")
        ),
        bare(
            TITLE,
            f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article>",
            described(hasPart={"@type": "WebPageElement", "isAccessibleForFree": False}),
        ),
        bare(
            TITLE, f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article><div>Subscribe to continue reading</div>"
        ),
        bare(TITLE, f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article><div>Réservé aux abonnés</div>"),
        bare(TITLE, f"<article><h1>{TITLE}</h1><p>{PARAGRAPHS[0]}</p></article><div>Jetzt weiterlesen mit Abo</div>"),
    ],
)
def test_a_teaser_keeps_its_text_and_says_that_the_rest_is_for_subscribers(html: str) -> None:
    found = reading(html)
    assert found.text == PARAGRAPHS[0]
    assert (found.note_code, bool(found.note)) == ("paywall", True)


def test_a_whole_article_of_a_closed_site_is_no_teaser() -> None:
    found = reading(page(described(isAccessibleForFree=False), inside=f"<p>{TEXT}</p>", above="Already a subscriber?"))
    assert found.note_code == ""
