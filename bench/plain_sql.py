"""Each report's main figures as plain SQL, as one would ask the tables in the `sqlite3` shell.

What kaa's reports are raced against. One row each; `:first` and `:last` are the days of the
period, both counted. Honest SQL, by the same words: who was there, who was
new, the first attempt, the latest outcome. What SQL cannot say, such as how often somebody walked
the ladder in vain, is left out here and not there.
"""

_TWENTY = "date(y.born_on, '+20 years')"
_LEFT = f"max(r.first_seen_on, min(coalesce(r.ended_on, '9999'), {_TWENTY}))"
_TOUCHING = "r.first_seen_on <= :last AND (r.ended_on IS NULL OR r.ended_on >= :first)"
_PRESENT = f"{_TOUCHING} AND (r.first_seen_on >= :first OR {_TWENTY} >= :first)"
_BEGAN = "min(r.registered_on, r.first_seen_on)"
_CONTACT = "result IN ('reached', 'replied', 'declined')"
_TRIED = "channel <> 'find-number' AND result <> 'returned'"

_STAYS = f"""
tried AS (
  SELECT registration_id,
    min(CASE WHEN {_TRIED} THEN "on" END) AS attempted_on,
    min(CASE WHEN {_CONTACT} AND target = 'youth' THEN "on" END) AS reached_on,
    min(CASE WHEN {_CONTACT} AND target = 'guardian' THEN "on" END) AS guardian_on
  FROM attempt WHERE "on" <= :last GROUP BY registration_id
),
stay AS (
  SELECT r.id, r.youth_id, r.first_seen_on, r.registered_on, {_BEGAN} AS began_on,
    {_LEFT} AS left_on, y.contact_person_id,
    t.attempted_on, t.reached_on, t.guardian_on
  FROM registration r JOIN youth y ON y.id = r.youth_id
  LEFT JOIN tried t ON t.registration_id = r.id
  WHERE {_PRESENT}
)"""
_KNOWN = """
told AS (
  SELECT youth_id, "on", code, row_number() OVER (
    PARTITION BY youth_id ORDER BY "on" DESC, id DESC) AS place
  FROM occupation WHERE "on" <= :last
),
known AS (
  SELECT youth_id, "on", date("on", CASE code WHEN 'none' THEN '+90 days' ELSE '+180 days' END)
    AS until FROM told WHERE place = 1 AND code <> 'unknown'
)"""
_LATEST = """
latest AS (
  SELECT youth_id, category, row_number() OVER (
    PARTITION BY youth_id ORDER BY "on" DESC, id DESC) AS place
  FROM outcome WHERE "on" BETWEEN :first AND :last
)"""

SQL = {
    "outcomes": f"""
WITH {_LATEST}
SELECT
  (SELECT count(DISTINCT r.youth_id) FROM registration r JOIN youth y ON y.id = r.youth_id
    WHERE {_PRESENT}),
  count(*), sum(category = 'studies'), sum(category = 'work'),
  sum(category = 'other-authority'), sum(category = 'remains')
FROM latest WHERE place = 1""",
    "reach": f"""
WITH {_STAYS}, {_KNOWN}
SELECT count(*), count(attempted_on), count(reached_on), count(guardian_on),
  sum(attempted_on <= date(first_seen_on, '+14 days')),
  sum(reached_on <= date(first_seen_on, '+14 days')),
  sum(k."on" IS NOT NULL AND min(:last, left_on) < k.until)
FROM stay LEFT JOIN known k ON k.youth_id = stay.youth_id
WHERE first_seen_on BETWEEN :first AND :last""",
    "ladder": f"""
WITH stay AS (
  SELECT r.id, r.youth_id, r.first_seen_on, r.cycle, {_LEFT} AS left_on
  FROM registration r JOIN youth y ON y.id = r.youth_id WHERE {_PRESENT}
),
tried AS (
  SELECT registration_id, channel, min("on") AS began_on, sum(result <> 'replied') AS attempts,
    max({_CONTACT} AND target = 'youth') AS reached
  FROM attempt WHERE {_TRIED} AND "on" BETWEEN :first AND :last
  GROUP BY registration_id, channel
),
calls AS (
  SELECT "on", at, count(*) AS made, sum({_CONTACT}) AS answered
  FROM attempt WHERE channel = 'phone' AND {_TRIED} AND result <> 'replied'
    AND "on" BETWEEN :first AND :last
  GROUP BY "on", at
),
by_channel AS (
  SELECT channel, sum(attempts) AS attempts, count(DISTINCT youth_id) AS tried,
    count(DISTINCT CASE WHEN reached THEN youth_id END) AS reached,
    avg(max(0, julianday(began_on) - julianday(first_seen_on))) AS after_days
  FROM tried JOIN stay ON stay.id = tried.registration_id GROUP BY channel
)
SELECT sum(attempts), sum(CASE channel WHEN 'phone' THEN tried END),
  sum(CASE channel WHEN 'phone' THEN reached END),
  (SELECT sum(made) FROM calls), (SELECT sum(answered) FROM calls), max(after_days),
  (SELECT count(*) FROM stay WHERE left_on > :last AND cycle > 1)
FROM by_channel""",
    "inflow": f"""
WITH {_STAYS}, {_KNOWN}
SELECT sum(first_seen_on BETWEEN :first AND :last), sum(left_on BETWEEN :first AND :last),
  sum(left_on > :last), sum(left_on > :last AND reached_on IS NULL),
  sum(left_on > :last AND k."on" IS NULL)
FROM stay LEFT JOIN known k ON k.youth_id = stay.youth_id""",
    "load": f"""
WITH {_STAYS}, {_KNOWN},
week AS (
  SELECT date("on", 'weekday 0', '-6 days') AS monday, channel, count(*) AS attempts
  FROM attempt WHERE {_TRIED} AND result <> 'replied' AND "on" BETWEEN :first AND :last
  GROUP BY monday, channel
)
SELECT count(*), sum(k."on" IS NULL OR k.until <= :last), sum(reached_on IS NULL),
  count(contact_person_id), (SELECT sum(attempts) FROM week),
  (SELECT count(*) FROM registration WHERE ended_on IS NULL AND step_on <= date(:last, '+28 days')),
  (SELECT count(*) FROM registration WHERE ended_on IS NULL AND try_by <= date(:last, '+28 days')),
  (SELECT count(*) FROM registration r JOIN youth y ON y.id = r.youth_id
    WHERE r.ended_on IS NULL AND {_TWENTY} BETWEEN :last AND date(:last, '+28 days')),
  (SELECT count(*) FROM appointment WHERE state = 'booked'),
  (SELECT count(*) FROM follow_up f JOIN measure m ON m.id = f.measure_id
    WHERE f.done_on IS NULL AND m.ended_on IS NULL)
FROM stay LEFT JOIN known k ON k.youth_id = stay.youth_id
WHERE left_on > :last""",
    "goals": f"""
WITH {_STAYS}, {_KNOWN}
SELECT sum(left_on > :last AND k.until > :last), sum(left_on > :last),
  sum(first_seen_on BETWEEN :first AND date(:last, '-14 days')
    AND attempted_on <= date(first_seen_on, '+14 days')),
  sum(first_seen_on BETWEEN :first AND date(:last, '-14 days')
    AND reached_on <= date(first_seen_on, '+14 days')),
  sum(first_seen_on BETWEEN :first AND date(:last, '-14 days'))
FROM stay LEFT JOIN known k ON k.youth_id = stay.youth_id""",
    "sustained": f"""
WITH {_LATEST},
answer AS (
  SELECT o.youth_id, o.id, o."on", c.result, row_number() OVER (
    PARTITION BY o.id ORDER BY c."on" DESC, c.id DESC) AS place
  FROM outcome o LEFT JOIN outcome_check c ON c.outcome_id = o.id
  WHERE o."on" BETWEEN :first AND :last
)
SELECT (SELECT count(*) FROM latest WHERE place = 1 AND category <> 'remains'),
  sum(result = 'sustained'), sum(result = 'interrupted')
FROM answer WHERE place = 1""",
    "half-year": f"""
WITH stay AS (
  SELECT r.*, y.born_on, y.sex, y.identity_kind
  FROM registration r JOIN youth y ON y.id = r.youth_id
  WHERE r.registered_on <= :last
    AND min(coalesce(r.ended_on, '9999'), {_TWENTY}) >= :first
),
contact AS (
  SELECT s.youth_id FROM attempt a JOIN stay s ON s.id = a.registration_id
  WHERE a."on" BETWEEN :first AND :last
    AND a.result IN ('reached', 'replied', 'declined', 'do-not-contact')
),
begun AS (
  SELECT youth_id FROM measure WHERE started_on BETWEEN :first AND :last
    AND youth_id IN (SELECT youth_id FROM stay)
),
ended AS (
  SELECT youth_id, end_reason FROM measure WHERE started_on IS NOT NULL
    AND ended_on BETWEEN :first AND :last AND youth_id IN (SELECT youth_id FROM stay)
),
closed AS (SELECT youth_id FROM registration WHERE ended_on BETWEEN :first AND :last)
SELECT (SELECT count(*) FROM stay), (SELECT count(*) FROM contact), (SELECT count(*) FROM begun),
  (SELECT count(*) FROM ended), (SELECT count(*) FROM closed),
  (SELECT count(DISTINCT youth_id) FROM stay), (SELECT count(DISTINCT youth_id) FROM contact),
  (SELECT count(DISTINCT youth_id) FROM begun), (SELECT count(DISTINCT youth_id) FROM ended),
  (SELECT count(DISTINCT youth_id) FROM closed),
  (SELECT count(DISTINCT youth_id) FROM stay
    WHERE coalesce(identity_kind, '') NOT IN ('personal', 'coordination')),
  (SELECT count(DISTINCT youth_id) FROM stay WHERE coalesce(reason, 'unknown') = 'unknown'),
  (SELECT count(DISTINCT youth_id) FROM stay WHERE sex IS NULL),
  (SELECT count(DISTINCT r.youth_id) FROM registration r JOIN youth y ON y.id = r.youth_id
    WHERE r.ended_on IS NULL AND {_TWENTY} <= :last),
  (SELECT count(*) FROM ended WHERE end_reason IS NULL),
  (SELECT count(*) FROM measure WHERE ended_on IS NULL AND started_on IS NOT NULL
    AND youth_id NOT IN (SELECT youth_id FROM stay WHERE ended_on IS NULL))""",
}
"""By report; `tests/register/test_plain_sql.py` names what stands in the rows."""
