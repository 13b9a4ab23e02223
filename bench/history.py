"""What has happened in a register that has been worked in: ten attempts each, and what they led to.

`history.py REGISTER` writes it straight into the tables of either engine by the same SQL, for a
million lines of history are not what is measured; then it seals them as the log is. `kaa doctor`
finds nothing to mend in it. A program of its own, so that what measures stays small.
"""

import sys
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    Table,
    Time,
    delete,
    insert,
    text,
)
from sqlmodel import Session

from invented import DAY, DUE
from kaa_cli.register import chain, due_days
from kaa_cli.register.cases import each_open_case
from kaa_cli.register.engine import open_engine
from kaa_cli.register.office import Setting
from kaa_cli.register.office_questions import policy_book
from kaa_cli.register.questions import chunks
from kaa_cli.rules.due_days import kept_of

_TODAY = date.fromisoformat(DAY)
_DAYS = range(-90, 4_200)
_NAMES = ("Anna", "Bo", "Cia", "David")
_PAST = Table(
    "past",
    MetaData(),
    Column("ago", Integer, primary_key=True),
    Column("day", Date),
    Column("hour", Time),
    Column("instant", DateTime(timezone=True)),
    prefixes=["TEMPORARY"],
)
"""Every day there was, by how long ago it is: reckoning with days is no SQL that both know."""


def write_history(connection: Connection, stays: str = "", due: int = DUE) -> None:
    """The past of every youth in a register that was just filled, and an entry in the log of each.

    `stays` makes the table of that name, in which every open stay has its days; without it all came
    in the last two years and were reached in the last ten weeks, but for those who are `due`.
    """
    people = int(connection.scalar(text("SELECT count(*) FROM youth")) or 0)
    _PAST.create(connection)
    connection.execute(insert(_PAST), [_day(ago) for ago in _DAYS])
    connection.execute(text("INSERT INTO caseworker (name) VALUES (:name)"), _named())
    as_json = "{}" if connection.dialect.name == "sqlite" else "CAST({} AS JSON)"
    made = stays or _STAYS.format(every=max(1, people // due), due=due)
    log = _LOG.format(what=as_json.format(_WHAT))
    for statement in (made, _CONTACT_PERSONS, *_WRITTEN, log, _LOG_LINES):
        connection.execute(text(statement))
    connection.execute(delete(Setting).where(Setting.key == chain.KEY))  # type: ignore[arg-type]
    chain.begin(connection)
    _keep_standings(connection)


def _keep_standings(connection: Connection) -> None:
    """What kaa keeps of each who is in the duty whenever something is written of the youth."""
    session = Session(connection)
    book = policy_book(session)
    for some in chunks(each_open_case(session)):
        kept = {case.period.id: kept_of(case.facts, book, _TODAY) for case in some}
        due_days.keep(session, kept)


def _day(ago: int) -> dict[str, Any]:
    day, hour = _TODAY - timedelta(days=ago), time(8 + ago % 9, 10)
    return {"ago": ago, "day": day, "hour": hour, "instant": datetime.combine(day, hour, UTC)}


def _named() -> list[dict[str, str]]:
    return [{"name": name} for name in _NAMES]


# How many days ago a stay began, was in the middle, and had its last contact.
_STAYS = """
CREATE TEMPORARY TABLE stay AS
SELECT youth_id, registration_id, is_due, seen, last, (seen + last) / 2 AS mid
FROM (SELECT youth_id, registration_id, is_due,
        CASE WHEN is_due = 1 THEN 120 ELSE 20 END + (youth_id * 37) % 640 AS seen,
        CASE WHEN is_due = 1 THEN 100
             WHEN (youth_id * 37) % 640 < 60 THEN 5 ELSE 10 + youth_id % 60 END AS last
      FROM (SELECT id AS registration_id, youth_id,
              CASE WHEN youth_id % {every} = 0 AND youth_id <= {every} * {due}
                   THEN 1 ELSE 0 END AS is_due
            FROM registration WHERE ended_on IS NULL) AS open) AS told"""

_CONTACT_PERSONS = "UPDATE youth SET contact_person_id = 1 + id % 4"

_WRITTEN = (
    # The list was taken in today, but they have been on it for longer; the default routine asks
    # again 90 days after a contact.
    """
UPDATE registration
SET registered_on = began.day, first_seen_on = began.day, look_on = again.day
FROM stay JOIN past AS began ON began.ago = seen JOIN past AS again ON again.ago = last - 90
WHERE registration.id = stay.registration_id""",
    # Every fourth was in the register before, and went back to school.
    """
INSERT INTO registration
  (youth_id, registered_on, first_seen_on, reason, referred_by, ended_on, end_reason, look_on)
SELECT youth_id, began.day, began.day, 'dropped-out-national', '', ended.day, 'upper-secondary',
  ended.day
FROM stay JOIN past AS began ON began.ago = seen + 400 JOIN past AS ended ON ended.ago = seen + 150
WHERE youth_id % 4 = 0 ORDER BY youth_id""",
    # As they were made: by day, so that those of one youth lie far from each other in the file.
    """
INSERT INTO attempt (registration_id, "on", at, channel, target, result, place, by_id, occupation,
  note)
SELECT registration_id, past.day, past.hour,
  CASE WHEN nth.ago IN (5, 10) THEN 'phone' WHEN nth.ago % 4 = 2 THEN 'sms'
       WHEN nth.ago % 4 = 0 THEN 'letter' ELSE 'phone' END,
  CASE WHEN nth.ago = 3 AND youth_id % 3 = 0 THEN 'guardian' ELSE 'youth' END,
  CASE WHEN nth.ago = 10 OR nth.ago = 5 AND youth_id % 2 = 0 THEN 'reached'
       WHEN nth.ago = 5 THEN 'voicemail' WHEN nth.ago % 2 = 0 THEN 'sent' ELSE 'no-answer' END,
  '', 1 + youth_id % 4,
  CASE WHEN nth.ago = 10 AND youth_id % 3 = 0 THEN 'job-seeking' WHEN nth.ago = 10 THEN 'work'
       WHEN nth.ago = 5 AND youth_id % 2 = 0 THEN 'none' END, ''
FROM stay JOIN past AS nth ON nth.ago BETWEEN 1 AND 10
JOIN past ON past.ago = last + (seen - last) * (10 - nth.ago) / 10
ORDER BY past.ago DESC, youth_id""",
    """
INSERT INTO occupation (youth_id, "on", code, source, says, attempt_id)
SELECT youth_id, attempt."on", occupation, 'youth', '', attempt.id
FROM attempt JOIN registration ON registration.id = registration_id
WHERE occupation IS NOT NULL ORDER BY attempt.id""",
    # A measure for every fourth: a third of them said no, the others began and ended it.
    """
INSERT INTO measure (youth_id, type, programme, provider, goal, by_youth, by_municipality, by_other,
  week, offered_on, accepted_on, declined_on, started_on, ended_on, end_reason)
SELECT youth_id,
  CASE youth_id % 3 WHEN 0 THEN 'coaching' WHEN 1 THEN 'internship' ELSE 'study-guidance' END,
  '', '', '', '', '', '', '', offered.day,
  CASE WHEN no = 0 THEN accepted.day END, CASE WHEN no = 1 THEN began.day END,
  CASE WHEN no = 0 THEN began.day END, CASE WHEN no = 0 THEN ended.day END,
  CASE WHEN no = 0 THEN 'completed' END
FROM (SELECT youth_id, mid, last, CASE WHEN youth_id % 12 = 2 THEN 1 ELSE 0 END AS no FROM stay)
AS those JOIN past AS offered ON offered.ago = mid + 8 JOIN past AS accepted
ON accepted.ago = mid + 5 JOIN past AS began ON began.ago = mid JOIN past AS ended
ON ended.ago = (mid + last) / 2 WHERE youth_id % 4 = 2 ORDER BY youth_id""",
    # An outcome for two of five: one of them lately, one long ago, asked about as the routine says.
    """
INSERT INTO outcome (youth_id, "on", category, detail, programme)
SELECT youth_id, past.day,
  CASE youth_id / 5 % 4 WHEN 0 THEN 'studies' WHEN 1 THEN 'work' WHEN 2 THEN 'other-authority'
       ELSE 'remains' END,
  CASE youth_id / 5 % 4 WHEN 0 THEN 'komvux' WHEN 1 THEN 'employment'
       WHEN 2 THEN 'social-services' END, ''
FROM stay JOIN past ON past.ago = CASE WHEN youth_id % 5 = 3 THEN mid ELSE last - 2 END
WHERE youth_id % 5 IN (2, 3) ORDER BY past.ago DESC, youth_id""",
    """
INSERT INTO outcome_check (outcome_id, "on", result, reason, says, by_id)
SELECT outcome.id, past.day,
  CASE WHEN after.ago < 240 THEN 'sustained' WHEN outcome.id % 3 = 0 THEN 'not-known'
       WHEN outcome.id % 3 = 1 AND past.ago > last THEN 'interrupted' ELSE 'sustained' END,
  CASE WHEN after.ago = 240 AND outcome.id % 3 = 1 AND past.ago > last THEN 'other' END,
  '', 1 + stay.youth_id % 4
FROM outcome JOIN past AS told ON told.day = outcome."on" JOIN stay
ON stay.youth_id = outcome.youth_id JOIN past AS after ON after.ago IN (60, 120, 180, 240)
JOIN past ON past.ago = told.ago - after.ago AND past.ago >= 0
ORDER BY past.ago DESC, outcome.id""",
    """
INSERT INTO step (youth_id, "on", says, programme, by_id)
SELECT youth_id, past.day, 'Kom på mötet', '', 1 + youth_id % 4
FROM stay JOIN past ON past.ago = last WHERE youth_id % 10 = 5 ORDER BY youth_id""",
    # Every fifth has left the duty since.
    """
UPDATE registration SET ended_on = past.day,
  end_reason = CASE stay.youth_id % 3 WHEN 0 THEN 'upper-secondary' WHEN 1 THEN 'introductory'
               ELSE 'moved' END
FROM stay JOIN past ON past.ago = last - 3
WHERE registration.id = stay.registration_id AND is_due = 0 AND stay.youth_id % 5 = 1""",
)

_WHAT = """'{"result": "' || result || '", "youths": [' || youth_id || '], "on": "' || "on" ||
  '", "channel": "' || channel || '"}'"""
_LOG = """
INSERT INTO log_entry (at, "on", "by", login, kind, command, what, seal)
SELECT instant, "on", name, name, 'change', 'contact log', {what}, ''
FROM attempt JOIN registration ON registration.id = registration_id
JOIN past ON past.day = "on" JOIN caseworker ON caseworker.id = by_id ORDER BY attempt.id"""
# The entries of the attempts are the last of the log, in the same order.
_LOG_LINES = """
INSERT INTO log_change (entry_id, row_table, row_id, first_id, last_id, act)
SELECT id, 'attempt', '', id - before, id - before, 'insert' FROM log_entry
CROSS JOIN (SELECT (SELECT max(id) FROM log_entry) - (SELECT max(id) FROM attempt) AS before) AS two
WHERE id > before ORDER BY id"""


if __name__ == "__main__":
    with open_engine(sys.argv[1], writing=True).begin() as connection:
        write_history(connection)
