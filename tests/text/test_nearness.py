from claims.text.nearness import differences, nearest, terms

DAM = "Twelve people were killed when the dam above Harrow burst on Tuesday"
BUDGET = "The health budget of Lindqvale grew by seven per cent"
BRIDGE = "The bridge at Corvane closes for repairs"


def test_the_statement_that_shares_the_telling_words_comes_first() -> None:
    found = nearest("People were killed as the dam burst above Harrow", [BUDGET, DAM, BRIDGE], 3)
    assert [each.place for each in found] == [1]
    assert found[0].share > 0.6


def test_a_rare_word_in_common_outweighs_a_common_one() -> None:
    others = ["The dam is old", "The dam is new", "The dam is closed", "The Corvane works are closed"]
    assert nearest("The Corvane dam", others, 4)[0].place == 3


def test_words_are_compared_without_case_accents_and_endings() -> None:
    assert terms("Écoles CLOSED, closing dams") == ["ecol", "clos", "clos", "dam"]


def test_what_shares_only_empty_words_is_not_near() -> None:
    assert nearest("It was said that they were in the", [DAM, BUDGET], 5) == []


def test_no_more_are_told_than_asked_for_and_none_below_the_least() -> None:
    assert len(nearest(DAM, [DAM] * 5, 2)) == 2
    assert nearest("A dam", [DAM, BUDGET, BRIDGE], 5, least=2.0) == []


def test_other_numbers_are_said_whether_in_words_or_figures() -> None:
    assert differences("12 people were killed", "Twelve people were killed") == ()
    assert differences("12 people were killed", "Eight people were killed") == ("other numbers: 8 there, 12 here",)


def test_other_names_are_said() -> None:
    assert differences("The mayor of Harrow resigned", "The mayor of Corvane resigned") == (
        "other names: corvane there, harrow here",
    )


def test_that_one_of_two_denies_is_said() -> None:
    assert differences("The dam was inspected", "The dam was never inspected") == ("only one of the two denies",)
    assert differences("The dam wasn’t inspected", "The dam was not inspected") == ()


def test_a_statement_that_tells_more_differs_in_nothing() -> None:
    assert differences("Twelve people were killed", "Twelve people were killed in Harrow on 3 May") == ()
