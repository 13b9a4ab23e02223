"""Histories nobody thought of, for the properties of the rules."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from kaa_cli.rules.codes import Protection
from kaa_cli.rules.facts import Facts
from youths import MONDAY, phone, tried, youth

POSSIBLE = [
    ("phone", "no-answer"),
    ("phone", "voicemail"),
    ("phone", "call-later"),
    ("phone", "wrong-number"),
    ("phone", "reached"),
    ("phone", "declined"),
    ("phone", "said-moved"),
    ("sms", "sent"),
    ("letter", "sent"),
    ("letter", "returned"),
    ("home-visit", "not-home"),
    ("home-visit", "reached"),
    ("social-media", "sent"),
    ("find-number", "no-number"),
]
DAYS = st.integers(0, 400)


@st.composite
def youths(draw: st.DrawFn) -> Facts:
    """A youth of 16 to 19 with any mixture of contact points and up to a dozen attempts."""
    phones = [
        phone(n, draw(st.integers(0, 2)), mobile=draw(st.booleans()))
        for n in range(1, draw(st.integers(0, 3)) + 1)
    ]
    born_on = MONDAY - timedelta(days=draw(st.integers(16 * 366, 19 * 366)))
    facts = youth(18, *phones, born_on=born_on, street=draw(st.sampled_from(["", "Provvägen 3"])))
    facts = replace(
        facts, protection=draw(st.sampled_from([Protection.NONE] * 4 + list(Protection)))
    )
    for day in sorted(draw(st.lists(DAYS, max_size=12))):
        channel, result = draw(st.sampled_from(POSSIBLE))
        on = MONDAY + timedelta(days=day)
        wait = draw(st.integers(0, 30))
        facts = tried(
            facts,
            result,
            on,
            channel,
            draw(st.sampled_from(["youth", "guardian", "other"])),
            number=draw(st.sampled_from([p.id for p in phones])) if phones else None,
            occupation=draw(st.sampled_from([None, "work", "none", "unknown"])),
            next_on=on + timedelta(days=wait) if result == "call-later" else None,
        )
    return facts
