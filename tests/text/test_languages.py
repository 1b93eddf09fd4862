"""The language of a text, and a page's word for it against its words."""

import pytest

from claims.text.languages import language, settled

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
