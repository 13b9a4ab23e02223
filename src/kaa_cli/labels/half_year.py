"""The words of the half-year worksheet: its sheets, their columns, and what is to be mended."""

from kaa_cli.labels.word import W
from kaa_cli.rules.report_codes import Fault
from kaa_cli.rules.support_codes import Block

BLOCKS = {
    Block.MANDATORY: W("half-year", "Mandatory data"),
    Block.CONTACT: W("half-year", "Contact"),
    Block.MEASURE_STARTED: W("half-year", "Measure started"),
    Block.MEASURE_ENDED: W("half-year", "Measure ended"),
    Block.DUTY_ENDED: W("half-year", "The duty has ended"),
}
_START, _TYPE = W("half-year", "Measure started on"), W("half-year", "Measure")
COLUMNS = {
    Block.MANDATORY: {
        "identity_number": W("half-year", "Personal number"),
        "municipality": W("half-year", "Municipality"),
        "registered_on": W("half-year", "Registered on"),
        "reason": W("half-year", "Reason for registration"),
        "occupation": W("half-year", "Occupation at registration"),
    },
    Block.CONTACT: {
        "identity_number": W("half-year", "Personal number"),
        "on": W("half-year", "Day of contact"),
        "occupation": W("half-year", "Occupation at the contact"),
        "channel": W("half-year", "Channel"),
        "to": W("half-year", "Who answered"),
    },
    Block.MEASURE_STARTED: {
        "identity_number": W("half-year", "Personal number"),
        "started_on": _START,
        "type": _TYPE,
        "occupation": W("half-year", "Occupation before the measure"),
    },
    Block.MEASURE_ENDED: {
        "identity_number": W("half-year", "Personal number"),
        "started_on": _START,
        "type": _TYPE,
        "ended_on": W("half-year", "Measure ended on"),
        "end_reason": W("half-year", "Why the measure ended"),
        "occupation": W("half-year", "Occupation after the measure"),
    },
    Block.DUTY_ENDED: {
        "identity_number": W("half-year", "Personal number"),
        "ended_on": W("half-year", "The duty ended on"),
        "end_reason": W("half-year", "Why the duty ended"),
    },
}

FAULTS = {
    Fault.NO_PERSONAL_NUMBER: W("half-year fault", "has no personal or coordination number"),
    Fault.REASON_UNKNOWN: W("half-year fault", "no reason for the registration"),
    Fault.TURNED_20: W("half-year fault", "has turned 20 and is not closed"),
    Fault.NOT_ENDED: W("half-year fault", "closed, but a measure goes on"),
    Fault.NO_END_REASON: W("half-year fault", "a measure ended without a reason"),
    Fault.NO_OCCUPATION_AFTER: W("half-year fault", "no occupation known after a measure"),
    Fault.OUTSIDE: W("half-year fault", "a measure began outside the duty"),
    Fault.MUNICIPALITY_UNKNOWN: W("half-year fault", "no municipality told"),
    Fault.SEX_UNKNOWN: W("half-year fault", "the sex is not known"),
}

MENDING = {  # a municipality comes with the list
    Fault.NO_PERSONAL_NUMBER: "kaa youth edit {no} identity_number",
    Fault.REASON_UNKNOWN: "kaa youth edit {no} reason",
    Fault.TURNED_20: "kaa youth close {no} turned-20",
    Fault.NOT_ENDED: "kaa measure end {no} --measure {measure}",
    Fault.NO_END_REASON: "kaa measure edit {no} --measure {measure} --reason …",
    Fault.NO_OCCUPATION_AFTER: "kaa measure edit {no} --measure {measure} --after …",
    Fault.OUTSIDE: "kaa measure edit {no} --measure {measure} --started …",
    Fault.MUNICIPALITY_UNKNOWN: "kaa import …",
    Fault.SEX_UNKNOWN: "kaa youth edit {no} identity_number",
}

HALF_YEAR = {
    "block": W("heading", "Block"),
    "lines": W("heading", "Lines"),
    "was": W("heading", "Was"),
    "now": W("heading", "Is"),
    "changed_on": W("heading", "Changed on"),
    "variable": W("heading", "Variable"),
    "agency_value": W("heading", "The agency's value"),
}
"""Headings of its listings, by key."""
