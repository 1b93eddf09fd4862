"""The language of a text, and a page's word for it against its words."""

import pytest

from claims.text.languages import language, named, settled

ENGLISH = (
    "The ferry to Harn was stopped on Monday after its hull was found to leak, and the port office said so to us. " * 4
)
GERMAN = (
    "Die Fähre nach Harn ist am Montag nicht gefahren, weil der Rumpf mit dem Bug auf eine Klippe gelaufen ist. " * 4
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        ("Le bac de Harn est resté dans le port et les passagers ont passé la nuit sur le quai.", "fr"),
        ("De veerboot naar Harn is op maandag niet gevaren, want het schip was lek.", "nl"),
        ("市長は月曜日に記者会見を開き、辞任すると発表した。", "ja"),
        ("市长在周一的新闻发布会上宣布辞职。", "zh"),
        ("12:30 14:45", ""),
        ("", ""),
    ],
)
def test_the_language_of_a_text(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("stated", "text", "code"),
    [
        ("en-GB", ENGLISH, "en"),
        ("de_DE", "Kurz.", "de"),
        ("", GERMAN, "de"),
        ("en-US", GERMAN, "de"),
        ("en", "Die Fähre ist nicht gefahren.", "en"),
        ("nonsense", ENGLISH, "en"),
        ("", "", ""),
    ],
)
def test_a_page_s_word_holds_unless_its_words_are_surely_another_language_s(stated: str, text: str, code: str) -> None:
    assert settled(stated, text) == code


PARAGRAPHS = {
    "de": "Der Hafen von Harn bleibt bis Freitag gesperrt, weil das Leck im Rumpf der Fähre noch nicht gefunden ist.",
    "fr": "Le conseil du port a dit que les travaux dans le bassin sont pour la ville une dépense sans fin.",
    "es": "El puerto de Harn sigue cerrado y las autoridades dicen que no se sabe la causa de la avería en el casco.",
    "it": "Il porto di Harn è chiuso da lunedì e non si sa quando le navi con il carico della città potranno partire.",
    "pt": "O porto de Harn não abriu e os passageiros que estavam na balsa dormem no cais com as famílias.",
    "nl": "De haven van Harn is dicht en het schip met de passagiers ligt niet meer aan de kade.",
    "sv": "Hamnen i Harn är stängd och det är inte klart när färjan som hade ett hål i skrovet får gå.",
    "pl": "Port w Harn jest zamknięty i nie wiadomo, czy prom do miasta ruszy za dzień lub dwa.",
    "cs": "Přístav v Harnu je zavřený a loď se do města nevrátí, ale je jisté, že trup po nárazu prosakuje.",
    "tr": "Harn limanı kapalı ve bu gemi için çok önemli bir karar daha sonra verilecek.",
    "hu": "A kikötő zárva van, és az igazgató azt mondta, hogy nem volt még ilyen baj, csak egy régi hajó.",
    "ru": "Порт закрыт, и директор сказал, что это не первый случай, но на этот раз судно из города не выйдет.",
    "fa": "بندر هارن بسته است و این کشتی که از شهر آمده بود به گفته مدیر بندر تا فردا در آن می ماند.",
    "ar": "قال مدير الميناء إن السفينة التي كان من المقرر أن تبحر إلى المدينة لا تزال في الميناء بعد الحادث.",
    "el": "Το λιμάνι είναι κλειστό και δεν είναι γνωστό πότε το πλοίο από την πόλη θα φύγει με τους επιβάτες.",
    "vi": "Cảng đã đóng cửa và không có tàu nào được rời bến trong những ngày này, với các hành khách của tàu.",
}


@pytest.mark.parametrize("code", PARAGRAPHS)
def test_a_paragraph_s_language_is_told(code: str) -> None:
    assert language(PARAGRAPHS[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        "Each household may draw a maximum of 40 litres a day, which is a third less.",
        "The board bought 12 boats, v. 14 a year before.",
        "I'd mention one thing: a pilot's a pilot.",
        "World's Tallest Cranes",
        "Published 5:55 AM EST Dec 20 2019",
        "La Paz, Los Angeles, El Paso, San José, Rio de Janeiro",
        "No, no. Si? Oui. Ja!",
    ],
)
def test_a_short_text_is_not_taken_for_another_language(text: str) -> None:
    assert language(text) in ("", "en")


def test_an_english_text_with_words_of_another_language_stays_english() -> None:
    said = 'He sang "Der Mond ist aufgegangen" and the crowd in the hall of the Haus der Kunst sang it with him. '
    assert language(said) == "en"


@pytest.mark.parametrize(("code", "name"), [("de", "German"), ("fa", "Persian"), ("xx", "xx"), ("", "")])
def test_a_language_has_a_name(code: str, name: str) -> None:
    assert named(code) == name


def test_every_language_that_is_told_has_a_name() -> None:
    assert [code for code in PARAGRAPHS if named(code) == code] == []
