"""The anonymous questionnaire: pairs by code, shown from enough of them on, telling of nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.rules.questionnaire import (
    CODE_LENGTH,
    LETTERS,
    Answered,
    Values,
    fingerprint,
    read_value,
    read_values,
    read_written_code,
    summed,
    told_code,
)
from kaa_cli.rules.support_codes import Area, Occasion

BEFORE, AFTER = Occasion.BEFORE, Occasion.AFTER
KROKOM = [
    ((3, 4, 6, 5, 4), (6, 7, 9, 7, 8)),
    ((4, 6, 2, 5, 4), (6, 9, 4, 7, 9)),
    ((5, 3, 7, 3, 5), (8, 6, 9, 4, 10)),
    ((4, 3, 2, 4, 3), (6, 5, 4, 6, 8)),
    ((3, 5, 4, 3, 2), (5, 8, 6, 5, 7)),
    ((2, 2, 4, 3, 3), (3, 3, 6, 4, 8)),
    ((4, 6, 7, 4, 5), (6, 8, 9, 6, 10)),
    ((3, 3, 4, 2, 2), (4, 5, 7, 5, 6)),
    ((3, 2, 2, 3, 2), (6, 4, 4, 5, 6)),
    ((2, 5, 2, 6, 2), (4, 7, 5, 7, 6)),
]


def answers(pairs: list[tuple[Values, Values]], run: int | None = None) -> list[Answered]:
    return [
        Answered(run, occasion, f"{run}-{number}", values)
        for number, pair in enumerate(pairs)
        for occasion, values in zip((BEFORE, AFTER), pair, strict=True)
    ]


def test_ten_who_all_improved_in_all_five_areas_as_in_krokom() -> None:
    """Seed 000: ten answered before and after, the change was largest in personal development."""
    found = summed(answers(KROKOM), "Orienteringskursen", 5)
    assert found.pairs == 10
    assert [change.area for change in found.changes] == list(Area)
    assert [(c.improved, c.unchanged, c.worse) for c in found.changes] == [(10, 0, 0)] * 5
    assert max(found.changes, key=lambda c: c.change).area is Area.PERSONAL_DEVELOPMENT


def test_the_mean_the_change_and_its_spread() -> None:
    told = [((1, 5, 5, 5, 5), (3, 5, 4, 5, 5)), ((2, 5, 5, 5, 5), (2, 5, 5, 5, 5))]
    first, _same, food, *_rest = summed(answers(told), "A", 2).changes
    assert (first.before, first.after, first.change) == (1.5, 2.5, 1)
    assert first.spread == pytest.approx(2**0.5)
    assert (first.improved, first.unchanged, first.worse) == (1, 1, 0)
    assert (food.improved, food.unchanged, food.worse) == (0, 1, 1)


@pytest.mark.parametrize(("pairs", "missing"), [(0, 5), (1, 4), (4, 1)])
def test_fewer_are_not_shown(pairs: int, missing: int) -> None:
    found = summed(answers(KROKOM[:pairs]), "A", 5)
    assert (found.changes, found.missing) == ((), missing)


def test_one_pair_is_never_shown() -> None:
    assert summed(answers(KROKOM[:1]), "A", 1).changes == ()


def test_answers_without_their_other_half_are_counted_and_no_more() -> None:
    alone = [Answered(None, BEFORE, "x", (1, 1, 1, 1, 1)), Answered(None, AFTER, "y", (9,) * 5)]
    found = summed([*answers(KROKOM), *alone], "A", 5)
    assert (found.pairs, found.before_only, found.after_only) == (10, 1, 1)
    assert found.changes == summed(answers(KROKOM), "A", 5).changes


@pytest.mark.parametrize(
    ("other", "is_shown"), [(0, True), (1, False), (4, False), (5, True)], ids=str
)
def test_a_run_is_not_shown_if_it_would_tell_the_others(other: int, is_shown: bool) -> None:
    kept = answers(KROKOM[:5], run=1) + answers(KROKOM[5 : 5 + other], run=2)
    assert bool(summed(kept, "A", 5, run=1).changes) is is_shown


@pytest.mark.parametrize(
    ("text", "code"),
    [("7km3-xrtw", "7KM3XRTW"), (" 7KM3 XRTW ", "7KM3XRTW"), ("KROKOM00", "KROKOM00")],
)
def test_a_code_is_read_as_people_write_it(text: str, code: str) -> None:
    assert read_written_code(text) == code


@pytest.mark.parametrize("text", ["", "abc", "å234", "a;b;c;d", "A" * 21])
def test_what_is_no_code(text: str) -> None:
    assert read_written_code(text) is None


@pytest.mark.parametrize("letter", "01258BGILOQSZ")
def test_no_letter_of_a_code_is_taken_for_another(letter: str) -> None:
    assert letter not in LETTERS


@given(st.text(LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_as_it_is_told_is_the_one_kept(code: str) -> None:
    assert read_written_code(told_code(code)) == code
    assert len(fingerprint(code)) == 64


@pytest.mark.parametrize("text", ["0", "11", "-1", "5.5", "", "²", "five", "100"])
def test_only_whole_numbers_from_1_to_10_are_answers(text: str) -> None:
    assert read_value(text) is None
    assert read_values(["1", "2", "3", "4", text]) is None


def test_five_are_needed() -> None:
    assert read_values(["1", "2", "3", "4"]) is None
    assert read_values(["1", "2", "3", "4", "10"]) == (1, 2, 3, 4, 10)
