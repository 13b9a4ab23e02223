"""The words of the reports: what figures are grouped by, stations, goals, parts of the day."""

from enum import StrEnum

from kaa_cli.labels.word import W
from kaa_cli.rules.report_codes import By, Goal, Part, Station

REPORTS: dict[type[StrEnum], dict[StrEnum, W]] = {
    By: {
        By.SEX: W("by", "sex", "kön"),
        By.AGE: W("by", "age", "ålder"),
        By.SCHOOL: W("by", "school", "skola"),
        By.REASON: W("by", "reason", "orsak", "anledning"),
        By.PROGRAMME: W("by", "programme", "verksamhet"),
        By.MUNICIPALITY: W("by", "municipality", "kommun"),
        By.CONTACT_PERSON: W("by", "contact person", "kontaktperson", "handläggare", "caseworker"),
    },
    Station: {
        Station.ATTEMPTED: W("station", "first attempt"),
        Station.REACHED: W("station", "reached"),
        Station.MAPPED: W("station", "mapped"),
        Station.OFFERED: W("station", "offered a measure"),
        Station.ACCEPTED: W("station", "accepted"),
        Station.STARTED: W("station", "started"),
        Station.OUTCOME: W("station", "moved on"),
        Station.STILL_THERE: W("station", "still there when asked"),
    },
    Goal: {
        Goal.MAPPED: W("goal", "mapped"),
        Goal.ONWARD: W("goal", "on to studies or work"),
        Goal.FIRST_ATTEMPT: W("goal", "first attempt in time"),
        Goal.CONTACT: W("goal", "reached in time"),
    },
    Part: {
        Part.MORNING: W("part of the day", "before 12"),
        Part.EARLY_AFTERNOON: W("part of the day", "12 to 15"),
        Part.LATE_AFTERNOON: W("part of the day", "15 to 17"),
        Part.EVENING: W("part of the day", "after 17"),
        Part.NOT_NOTED: W("part of the day", "hour not noted"),
    },
}
