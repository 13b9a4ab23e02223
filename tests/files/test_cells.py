"""Single cells: days, names, postcodes, marks of protection, hostile characters."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaa_cli.files.cells import (
    CellFault,
    is_hostile,
    needs_no_tidying,
    read_day,
    read_email,
    read_hour,
    read_postcode,
    read_protection,
    split_name,
    tidy,
)
from kaa_cli.rules.codes import Protection
from kaa_cli.rules.text import HOSTILE, visible


@pytest.mark.parametrize(
    "text", ["2026-03-12", "20260312", "12/3 2026", "12/3-2026", "12/03 2026", "12.3 2026",
             "2026-03-12 00:00", "2026-03-12T00:00:00", "46093"],
)  # fmt: skip
def test_a_day_is_read(text: str) -> None:
    assert read_day(text) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2026-02-30", "no-such-day"),
        ("31/4 2026", "no-such-day"),
        ("1/2/2026", "not-a-day"),
        ("1/2/3", "not-a-day"),
        ("12 mars", "not-a-day"),
        ("260312", "not-a-day"),
        ("12345", "not-a-day"),
        ("0", "not-a-day"),
    ],
)
def test_a_day_that_could_be_another_is_refused(text: str, code: str) -> None:
    with pytest.raises(CellFault) as fault:
        read_day(text)
    assert fault.value.code == code


@pytest.mark.parametrize(
    ("text", "protection"),
    [
        ("", Protection.NONE),
        ("Nej", Protection.NONE),
        ("N", Protection.NONE),
        ("-", Protection.NONE),
        ("Ej skyddad", Protection.NONE),
        ("Ej sekretess", Protection.NONE),
        ("S", Protection.CONFIDENTIALITY),
        ("Internt skydd", Protection.CONFIDENTIALITY),
        ("Intern sekretess", Protection.CONFIDENTIALITY),
        ("Integritetsskyddad", Protection.CONFIDENTIALITY),
        ("Noterad skyddad", Protection.CONFIDENTIALITY),
        ("Sekr", Protection.CONFIDENTIALITY),
        ("Sekr.", Protection.CONFIDENTIALITY),
        ("SEKRETESS", Protection.CONFIDENTIALITY),
        ("Sekretessmarkering", Protection.CONFIDENTIALITY),
        ("Skyddad", Protection.CONFIDENTIALITY),
        ("Skyddade personuppgifter", Protection.CONFIDENTIALITY),
        ("Ja", Protection.CONFIDENTIALITY),
        ("x", Protection.CONFIDENTIALITY),
        ("confidentiality-marked", Protection.CONFIDENTIALITY),
        ("Skyddad folkbokföring", Protection.REGISTRATION),
        ("skyddad folkbokforing", Protection.REGISTRATION),
        ("Kvarskrivning", Protection.REGISTRATION),
        ("protected-registration", Protection.REGISTRATION),
        ("Fingerade personuppgifter", Protection.ASSUMED),
        ("Fingerad", Protection.ASSUMED),
        ("assumed-identity", Protection.ASSUMED),
    ],
)
def test_a_mark_of_protection_is_read(text: str, protection: Protection) -> None:
    assert read_protection(text) is protection


@pytest.mark.parametrize("text", ["?", "*", "kanske", "F", "2"])
def test_an_unknown_mark_is_never_taken_for_none(text: str) -> None:
    with pytest.raises(CellFault):
        read_protection(text)


@pytest.mark.parametrize(
    ("text", "postcode"),
    [("44100", "441 00"), ("441 00", "441 00"), ("SE-441 00", "441 00"), ("S-44100", "441 00"),
     ("DK-2100", "DK-2100"), ("4410", "4410"), ("", "")],
)  # fmt: skip
def test_a_postcode_is_written_in_one_way(text: str, postcode: str) -> None:
    assert read_postcode(text) == postcode


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ekdahl, Nova", ("Nova", "Ekdahl")),
        ("af Ekdahl, Nova Maria", ("Nova Maria", "af Ekdahl")),
        ("Nova Maria Ekdahl", ("Nova Maria", "Ekdahl")),
        ("Nova", ("Nova", "")),
    ],
)
def test_a_whole_name_is_parted(text: str, name: tuple[str, str]) -> None:
    assert split_name(text) == name


@pytest.mark.parametrize("text", ["a@b.se", "åsa.öst@skola.alingsås.se"])
def test_an_address_is_taken_as_it_is(text: str) -> None:
    assert read_email(text) == text


@pytest.mark.parametrize("text", ["saknas", "a@b", "a b@c.se", "a@b.se, c@d.se", "@b.se"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(CellFault):
        read_email(text)


@pytest.mark.parametrize(
    ("cell", "tidied"),
    [
        ("  Åsa \u00a0 Öst\r\n", "Åsa Öst"),
        ("A\u030asa O\u0308st", "Åsa Öst"),
        ("'+46701740605", "+46701740605"),
        ("'-5", "-5"),
        ("'=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("'＝1", "＝1"),
        ("''=1", "=1"),
        ('="0701740605"', "0701740605"),
        ("''", "''"),
        ("O'Connor", "O'Connor"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("'", "'"),
    ],
)
def test_a_cell_is_tidied(cell: str, tidied: str) -> None:
    assert tidy(cell) == tidied


@given(st.text())
def test_the_short_cut_tidies_as_the_long_way_does(cell: str) -> None:
    if needs_no_tidying(cell):
        assert cell.strip() == tidy(cell)
        assert not is_hostile(cell)


HOSTILE_TEXTS = [
    "\x1b[31mröd", "\x1b]0;titel\x07", "\x1b]8;;http://x\x1b\\", "\x1b]52;c;AAAA\x07", "\x9b31m",
    "a\x08b", "a\x00b", "\u202eabc", "\u2066abc\u2069", "a\u200bb", "a\u2028b", "\ufeffa", "\x7f",
    "\U000e0041", "\u061c", "\ufff9",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_characters_are_found_and_made_visible(text: str) -> None:
    assert is_hostile(text)
    assert not HOSTILE.search(visible(text))
    assert len(visible(text)) == len(text)


@pytest.mark.parametrize("text", ["Åsa Öst", "två\r\nrader", "tabb\tbar", "Łukasz 'é'", "[red]"])
def test_ordinary_text_is_not_hostile(text: str) -> None:
    assert not is_hostile(text)
    assert visible(text.replace("\r", "")) == text.replace("\r", "")


@pytest.mark.parametrize("text", ["12 mars 2026", "12 mar 2026", "12. March 2026", "12 Mars. 2026"])
def test_a_month_may_be_named(text: str) -> None:
    assert read_day(text) == date(2026, 3, 12)


@pytest.mark.parametrize(
    ("text", "hour"), [("kl 13", time(13)), ("kl. 9.05", time(9, 5)), ("15:48:00", time(15, 48))]
)
def test_an_hour_is_read(text: str, hour: time) -> None:
    assert read_hour(text) == hour


@pytest.mark.parametrize("text", ["13", "25:00", "kl", "efter lunch", "15:60"])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(CellFault):
        read_hour(text)
