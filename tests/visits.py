"""A register whose routine begins with a home visit, and the youths to be visited."""

from pathlib import Path

from lists import take_in
from terminal import Answer, kaa

ROUTINE = """\
name = "Visits"
[[rung]]
channel = "home-visit"
attempts = 2
retry_days = 2
staff = 2
to_minor = ["youth"]
"""
HEAD = "Personnummer;Förnamn;Efternamn;Adress;Postnr;Ort;Sekretess"
NOVA = "20090312-2380;Nova;Ekdahl;Exempelgatan 12;441 00;Alingsås;"
ALI = "20080502-2399;Ali;Sandin;Exempelgatan 7;441 00;Alingsås;"
MOA = "20070101-2387;Moa;Berg;Provvägen 3;441 20;Alingsås;"
HIDDEN = "20070103-2393;Åke;Öberg;Provvägen 5;441 20;Alingsås;sekretessmarkering"
PLAN = ("visit", "plan", "--with", "Bo", "--back", "15.30")


def register_with_visits(folder: Path, *youths: str, head: str = "") -> None:
    """Nova (17, no. 1), Ali (18, no. 2) and Moa (19, no. 3) are due for a visit, Åke hidden.

    `head` stands in the routine before the rung of the visits.
    """
    routine = folder / "routine.toml"
    routine.write_text(ROUTINE.replace("[[rung]]", head + "[[rung]]", 1), encoding="utf-8")
    assert kaa("init", "--policy", str(routine)).code == 0
    take_in(folder, HEAD, *(youths or (NOVA, ALI, MOA, HIDDEN)))


def planned(*words: str) -> Answer:
    """A round planned without being asked."""
    answer = kaa(*PLAN, "--yes", *words)
    assert answer.code == 0, answer.err
    return answer


def in_queue() -> list[int]:
    return [row["youth"] for row in kaa("next", "-n", "20", "-f", "json").json]
