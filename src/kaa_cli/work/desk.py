"""The desk a command works at: an open register, the day it is, and who sits there."""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlmodel import Session

from kaa_cli.errors import Refused
from kaa_cli.register import models, office, office_questions, questions
from kaa_cli.register.cases import case_of
from kaa_cli.register.changes import Changes, runs
from kaa_cli.rules.person import Case
from kaa_cli.rules.policy import Policy, PolicyBook
from kaa_cli.rules.search import swedish_order
from kaa_cli.rules.settings import Settings, read_settings
from kaa_cli.rules.text import HOSTILE, holds_a_number
from kaa_cli.words import _

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_YOUTHS = 9_999_999
_LONGEST_NAME = 100
_LONGEST = 500  # what is kept is structured first; a note is short


def must_be_a_name(name: str, *, unlike: re.Pattern[str] | None = None) -> None:
    """Refuse what is no caseworker's name: it would stand on every card."""
    is_somebody = unlike.search(name) if unlike else holds_a_number(name)
    if not name or len(name) > _LONGEST_NAME or not name.isprintable() or is_somebody:
        raise Refused(_("That is no name of a caseworker. Nothing was saved."))


@dataclass
class Desk:
    """One command's hold on the register; `changes` is where every write goes.

    `clock` is None when the day is not the machine's own (`KAA_TODAY`): the hour is unknown then.
    `now` (aware, in the zone of who sits there) is for claims alone: they end by the hour.
    """

    session: Session
    changes: Changes
    today: date
    clock: time | None
    now: datetime
    user: str
    claiming: Callable[[], AbstractContextManager["Connection"]]
    """Where claims are written; see `Register.claiming`."""
    introduce: Callable[[str], int] | None = None
    """How somebody new is remembered where this desk's own transaction only looks."""
    what: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    """Words that were typed for the log, such as a reason; apart from `what`, to be purged."""
    asked_for: set[int] = field(default_factory=set)
    """The youths whom this command has asked for one by one: the log of a refusal names them."""
    entry: int | None = None
    """The command's number in the log, once it is kept."""

    @cached_property
    def book(self) -> PolicyBook:
        return office_questions.policy_book(self.session)

    @cached_property
    def policy(self) -> Policy:
        return self.book.on(self.today)

    @cached_property
    def settings(self) -> Settings:
        return read_settings(office_questions.settings(self.session))

    @property
    def policy_text(self) -> str:
        """The contact routine in force, as the TOML text it was adopted as."""
        return office_questions.policy_text(self.session, self.today)

    def case(self, youth: int, on: date | None = None, *, opened: bool = False) -> Case:
        """The youth in the registration covering a day (today); refused when there is none."""
        if youth > MOST_YOUTHS:  # a personal number typed by mistake is not repeated
            raise Refused(_('There is no such youth. Search with "kaa find". Nothing was saved.'))
        self.asked_for.add(youth)
        found = case_of(self.session, youth, on or self.today, opened=opened)
        if found is None:
            raise Refused(
                _('There is no youth no. {no}. Search with "kaa find". Nothing was saved.').format(
                    no=youth
                )
            )
        return found

    def youth(self, youth: int) -> models.Youth:
        """The youth's own row, to be changed through `changes`."""
        self.case(youth)
        row = self.session.get(models.Youth, youth)
        assert row is not None
        return row

    def registration(self, case: Case) -> models.Registration:
        """The row of the case's registration, to be changed through `changes`."""
        row = self.session.get(models.Registration, case.period.id)
        assert row is not None
        return row

    @property
    def caseworkers(self) -> list[str]:
        """Everybody who has done something here or follows somebody, by name."""
        return sorted(questions.caseworkers(self.session).values(), key=swedish_order)

    def caseworker_id(self, name: str) -> int:
        """The id of a caseworker, who is remembered at the first mention. Raises Refused."""
        name = name.strip()
        must_be_a_name(name)
        if name.casefold() not in self._caseworkers:
            remember = self.introduce or self._remembered
            self._caseworkers[name.casefold()] = remember(name)
        return self._caseworkers[name.casefold()]

    def _remembered(self, name: str) -> int:
        row = self.changes.add(office.Caseworker(name=name))
        assert row.id is not None
        return row.id

    @cached_property
    def _caseworkers(self) -> dict[str, int]:
        named = questions.caseworkers(self.session)
        return {name.casefold(): number for number, name in named.items()}

    def guardian(self, youth: int, position: int) -> models.Guardian | None:
        """The guardian kept first or second for a youth, if any."""
        return questions.guardian(self.session, youth, position)

    @property
    def municipalities(self) -> str:
        """The municipalities of the register, as they were named when it was made."""
        return office_questions.setting(self.session, "municipalities").replace(",", ", ")

    @property
    def is_shared(self) -> bool:
        """Whether several municipalities share the register: then each youth is of one of them."""
        return ", " in self.municipalities

    @property
    def is_programme(self) -> bool:
        """Whether the register holds participants outside the duty."""
        return office_questions.setting(self.session, "kind") == "programme"

    def must_be_of_the_duty(self) -> None:
        """Refuse what only the duty has: an end at 20, and figures for the state."""
        if self.is_programme:
            raise Refused(
                _(
                    "This register holds participants outside the duty: nobody leaves it by "
                    "turning 20. End a stay: kaa youth close NR REASON. Nothing was saved."
                )
            )

    def hour_of(self, moment: datetime) -> str:
        """An instant by the clock of whoever sits at the desk."""
        at = moment.astimezone(self.now.tzinfo)
        return _("{hour}:{minute}").format(hour=f"{at:%H}", minute=f"{at:%M}")

    @property
    def is_in_line(self) -> bool:
        """Whether this desk writes what is logged, after whoever else writes."""
        return self.introduce is None

    def must_be_as_shown(self, now: object, shown: object) -> None:
        """Refuse to do anything else than what somebody said yes to."""
        if now != shown:
            raise Refused(
                _("The register has changed since this was shown. Try again. Nothing was saved.")
            )

    def must_have_been(self, day: date) -> None:
        """Refuse a day that has not come yet for something that is said to have happened."""
        if day > self.today:
            raise Refused(
                _(
                    "{day} has not been yet. What happened is saved afterwards. Nothing was saved."
                ).format(day=day)
            )

    def must_be_fit_to_keep(self, *texts: str) -> None:
        """Refuse words too long, with control characters, or that tell what is sensitive."""
        if any(len(text) > _LONGEST or HOSTILE.search(text) for text in texts):
            raise Refused(
                _("A text holds characters that cannot be kept, or is too long. Nothing was saved.")
            )
        if any(holds_a_number(text) for text in texts):
            raise Refused(
                _("A text holds a personal number: it has its own place. Nothing was saved.")
            )
        from kaa_cli.rules.sensitive import sensitive_word  # a long list of words

        for text in texts:
            if found := sensitive_word(text, self.settings.allowed_words):
                raise Refused(
                    _(
                        'The note contains "{word}". That may not be kept in the register '
                        "(ordinance 2006:39). Reword it or leave it empty; does the word mean "
                        "something else: kaa settings allowed-words. Nothing was saved."
                    ).format(word=found[0])
                )

    def must_be_open(self, case: Case) -> None:
        """Refuse to tell all of somebody who is hidden from whoever asks."""
        if case.person.is_masked:
            raise Refused(
                _(
                    "No. {no} is protected or restricted: the data are opened with --reason only, "
                    "and the look-up is logged."
                ).format(no=case.person.id)
            )

    def look_at(self, youths: list[int], reason: str = "") -> None:
        """Log that personal data were read; the reason where protected data were opened."""
        self.must_be_fit_to_keep(reason)
        self.what = {"youths": youths}
        self.said = {"reason": reason} if reason else {}

    def list_out(self, youths: Iterable[int]) -> None:
        """Tell the log whom a list or a file names: how many, and by runs of their numbers."""
        listed = sorted(set(youths))
        self.what |= {"listed": len(listed), "runs": [list(run) for run in runs(listed)]}
