"""The nation's register: 64,000 youths a year over ten years, made by PostgreSQL itself.

`nation_register.py URL YOUTHS` fills an empty register there; a tenth of the youths is new in each
year, comes at 17 and leaves at 20, or earlier.
"""

import sys

from sqlalchemy import Connection, text

from history import write_history
from kaa_cli.register.engine import open_engine

DUE = 3_000
"""So many are to be contacted on the day: ten in each municipality."""
_DAYS = 3_650
_STAY_DAYS = 1_105
"""From the list at 17, so many days old as `_REGISTRATIONS` has it, to the day of turning 20."""

# Nobody has such a number: they are those that schools give, `YYYYMMDDTnnn`.
_YOUTHS = f"""
INSERT INTO youth (identity_number, identity_kind, born_on, sex, given_name, family_name, street,
  postcode, city, municipality, email, school, study_programme, protection, by_hand)
SELECT to_char(born, 'YYYYMMDD') || 'T' || lpad((nth / {_DAYS})::text, 3, '0'),
  'school', born,
  CASE WHEN nth % 2 = 0 THEN 'female' ELSE 'male' END,
  (ARRAY['Nova', 'Leo', 'Ali', 'Moa', 'Elias', 'Saga', 'Hugo', 'Amir'])[1 + nth % 8],
  (ARRAY['Ekdahl', 'Sandin', 'Hassan', 'Nyström', 'Lind', 'Holm', 'Berg'])[1 + nth % 7],
  'Exempelgatan ' || nth % 90 + 1, '441 00', 'Orten', 'Kommun ' || nth % 290 + 1, '',
  'Skola ' || nth % 1300 + 1, 'Teknik',
  CASE WHEN nth % 100 = 0 THEN 'confidentiality-marked' ELSE 'none' END, false
FROM (SELECT nth, DATE '2026-09-07' - 6220 - nth % {_DAYS} AS born
      FROM generate_series(0, {{youths}} - 1) AS nth) AS those ORDER BY nth"""
_PHONES = """
INSERT INTO phone (youth_id, raw, number, mobile, state, usable_on, source, note)
SELECT id, '070-174 06 ' || 10 + id % 90, '+467017406' || 10 + id % 90, true, 'unknown', born_on,
  '', '' FROM youth ORDER BY id"""
_REGISTRATIONS = """
INSERT INTO registration (youth_id, registered_on, first_seen_on, reason, referred_by)
SELECT id, born_on + 6200, born_on + 6200, 'dropped-out-national', '' FROM youth ORDER BY id"""
# Who has turned 20 was last reached before that; who has not, lately, but for those who are due.
_STAYS = f"""
CREATE TEMPORARY TABLE stay AS
SELECT *, (seen + last) / 2 AS mid
FROM (SELECT id AS registration_id, youth_id, is_due, seen,
        CASE WHEN is_due = 1 THEN 100 WHEN seen >= {_STAY_DAYS} THEN seen - 900
             WHEN seen < 90 THEN 5 ELSE 10 + youth_id % 60 END AS last
      FROM (SELECT id, youth_id, 20 + (youth_id - 1) % {_DAYS} AS seen,
              CASE WHEN (youth_id - 1) % {_DAYS} BETWEEN 200 AND 949
                AND (youth_id - 1) / {_DAYS} < {DUE // 750} THEN 1 ELSE 0 END AS is_due
            FROM registration) AS those) AS told"""
_TURNED_20 = """
UPDATE registration SET ended_on = born_on + INTERVAL '20 years', end_reason = 'turned-20'
FROM youth WHERE youth.id = youth_id AND ended_on IS NULL
AND born_on + INTERVAL '20 years' <= DATE '2026-09-07'"""


def fill(connection: Connection, youths: int) -> None:
    """Everybody and all that happened."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))  # no keys are proved
    connection.execute(text("SET LOCAL work_mem = '512MB'"))
    for statement in (_YOUTHS.format(youths=youths), _PHONES, _REGISTRATIONS):
        connection.execute(text(statement))
    write_history(connection, _STAYS)
    connection.execute(text(_TURNED_20))


if __name__ == "__main__":
    with open_engine(sys.argv[1], writing=True).begin() as connection:
        fill(connection, int(sys.argv[2]))
