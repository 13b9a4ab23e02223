"""What a look-up or a list showed, in words for the person whose data were in it."""

from kaa_cli.labels.word import W

SEEN = {
    "youth show": W("seen", "the card with your data"),
    "youth find": W("seen", "what a search found"),
    "youth list": W("seen", "the list of youths"),
    "youth history": W("seen", "what has been corrected of your data"),
    "youth merge": W("seen", "whether somebody is in the register twice"),
    "youth close": W("seen", "whose time in the register is over"),
    "extract": W("seen", "an extract like this one"),
    "ladder": W("seen", "which contact comes next"),
    "timeline": W("seen", "what has happened, day by day"),
    "contact next": W("seen", "the queue of those to contact"),
    "contact log": W("seen", "whose contact was being saved"),
    "copy": W("seen", "the whole register, moved to another place"),
    "contact countdown": W("seen", "who turns 20 before long"),
    "numbers": W("seen", "whose phone number is missing"),
    "letters": W("seen", "the list of letters to send"),
    "visit plan": W("seen", "a plan of home visits"),
    "visit show": W("seen", "a plan of home visits"),
    "visit close": W("seen", "a plan of home visits"),
    "occupation list": W("seen", "what youths do"),
    "occupation talk": W("seen", "the questions for a talk with you"),
    "appointment list": W("seen", "the list of appointments"),
    "application list": W("seen", "the list of applications"),
    "team agenda": W("seen", "the agenda of a team meeting"),
    "referral list": W("seen", "the list of referrals"),
    "consent list": W("seen", "what you have agreed to"),
    "programme show": W("seen", "who takes part in a programme"),
    "measure list": W("seen", "the list of measures"),
    "measure show": W("seen", "a measure of yours"),
    "step": W("seen", "the list of steps forward"),
    "outcome list": W("seen", "what it led to"),
    "report half-year": W("seen", "the half-year report"),
    "check": W("seen", "what is to be put right in the register"),
    "audit show": W("seen", "the log"),
    "undo": W("seen", "the latest changes in the register"),
    "purge --dry-run": W("seen", "whose data are to be erased"),
    "purge preserve": W("seen", "what is to be archived before your data are erased"),
    "backup": W("seen", "a backup of the whole register"),
}


def seen(command: str) -> str:
    """What a command of the log showed or wrote out."""
    return str(SEEN.get(command, _OTHER))


_OTHER = W("seen", "a list")
