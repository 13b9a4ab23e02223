"""What the log says was written, in words."""

from kaa_cli.labels.kept import kept_column
from kaa_cli.labels.word import W

_ROWS = {
    "youth": W("row", "youth"),
    "former_identity": W("row", "former number"),
    "guardian": W("row", "guardian"),
    "phone": W("row", "phone number"),
    "registration": W("row", "registration"),
    "attempt": W("row", "attempt"),
    "appointment": W("row", "appointment"),
    "visit_round": W("row", "visit round"),
    "visit_stop": W("row", "visit"),
    "occupation": W("row", "occupation"),
    "measure": W("row", "measure"),
    "follow_up": W("row", "follow-up"),
    "application": W("row", "application"),
    "consent": W("row", "consent"),
    "referral": W("row", "referral"),
    "step": W("row", "step"),
    "outcome": W("row", "outcome"),
    "outcome_check": W("row", "check of an outcome"),
    "hand_over": W("row", "change of contact person"),
    "claim": W("row", "claim"),
    "programme": W("row", "programme"),
    "programme_run": W("row", "run"),
    "own_measure_type": W("row", "kind of measure"),
    "answer": W("row", "answer"),
    "caseworker": W("row", "caseworker"),
    "import_run": W("row", "list"),
    "column_map": W("row", "columns"),
    "setting": W("row", "setting"),
    "adopted_policy": W("row", "contact routine"),
    "agency_code": W("row", "agency's codes"),
    "snapshot": W("row", "half-year worksheet"),
    "snapshot_line": W("row", "line of a worksheet"),
    "kept_figures": W("row", "kept figures"),
}


def written(name: str) -> str:
    """What the log says was written, in words: a row that came or went, or a field of it."""
    table, _dot, column = name.partition(".")
    row = str(_ROWS.get(table, table))
    return f"{row}: {kept_column(column).lower()}" if column else row
