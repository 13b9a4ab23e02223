"""What can be typed after kaa: under which heading each name is listed, and where it lies.

A room is loaded when somebody names it: a start costs what it is about, and no more.
"""

from kaa_cli.words import _

# heading -> name -> its place and the first sentence of its help. A place is a module and its room;
# a third part is the one command of that room that stands at the top.
CONTENTS: dict[str, dict[str, tuple[str, str]]] = {
    _("Every day"): {
        "next": (
            "contact:contact:next",
            _("Show whom to contact now, most urgent first, and why."),
        ),
        "call": (
            "call:calls:call",
            _("Call one youth after another: a card, one key for what came of it, the next card."),
        ),
        "log": (
            "contact:contact:log",
            _("Save an attempt to reach one youth or several, and tell what comes next."),
        ),
        "find": (
            "youth:youth:find",
            _(
                "Find a youth by name, birth date or the last digits of any "
                "number; asked at a prompt."
            ),
        ),
        "show": (
            "youth:youth:show",
            _("Show all that is kept of one youth and the timeline; the look-up is logged."),
        ),
        "ladder": (
            "ladder:ladders:ladder",
            _(
                "Draw the escalation ladder: how many stand where, due, "
                "overdue, reached; or one youth's."
            ),
        ),
        "timeline": (
            "ladder:ladders:timeline",
            _("Show everything that happened to a youth, oldest first, and what is coming last."),
        ),
        "numbers": (
            "numbers:number_searches:numbers",
            _(
                "Show whose number is looked for, school by school; with -o "
                "a list to ask the school with."
            ),
        ),
        "contact": ("contact:contact", _("Reach youths: who is next, and what came of it.")),
        "letters": (
            "letters:letters",
            _("Show how many to write to today; with -o a list of names and addresses."),
        ),
        "appointment": (
            "appointment:appointment",
            _("Appointments: information visits and talks."),
        ),
        "visit": ("visits:visit", _("Home visits in rounds: two people, an hour to be back by.")),
    },
    _("Youths"): {
        "step": (
            "steps:steps:step",
            _("Save a small movement towards studies or work, or list those of the half-year."),
        ),
        "youth": ("youth:youth", _("The youths: find, show, add, edit, close.")),
        "occupation": ("support:occupation", _("What a youth does now.")),
        "measure": (
            "measure:measure",
            _("Measures: what is offered, begun, followed up and ended."),
        ),
        "outcome": ("support:outcome", _("Where it led.")),
    },
    _("Programmes"): {
        "programme": (
            "programme:programme",
            _("Programmes and courses: runs, places, participants."),
        ),
        "application": (
            "application:application",
            _("Applications to a programme, until the team decides."),
        ),
        "team": (
            "team:team",
            _("The team: its meeting and decisions, and who may see what on a server."),
        ),
        "consent": ("consent:consent", _("What a youth agrees to, and has withdrawn.")),
        "referral": (
            "consent:referral",
            _("Youths sent to us, or handed on to another actor by consent."),
        ),
        "questionnaire": ("questionnaire:questionnaire", _("Anonymous answers before and after.")),
    },
    _("Reports"): {
        "report": ("report:report", _("The figures.")),
    },
    _("Care of the register"): {
        "init": ("register:registers:init", _("Make a register, at --db or the default place.")),
        "where": ("register:registers:where", _("Print where the register and its backups lie.")),
        "upgrade": (
            "register:registers:upgrade",
            _("Bring a register of an older version of kaa up to date, after a backup."),
        ),
        "demo": (
            "register:registers:demo",
            _(
                "Try kaa without risk: a throw-away register of invented "
                "youths, and a day's work in it."
            ),
        ),
        "import": (
            "roster:rosters:import",
            _("Take in a list: shows what would change, asks, and applies all of it or nothing."),
        ),
        "columns": (
            "columns:column_memory:columns",
            _("Show what kaa remembers of lists' columns, as told with kaa import --column."),
        ),
        "check": (
            "check:checks:check",
            _(
                "Look for youths who fall between the chairs; silent when "
                "there is none, else exit code 3."
            ),
        ),
        "undo": (
            "keep:keep:undo",
            _("Take back your last whole command; undoing an undo puts it back."),
        ),
        "doctor": (
            "doctor:doctors:doctor",
            _(
                "Look at everything about the register, on one page, with "
                "the command that mends each."
            ),
        ),
        "backup": (
            "backup:backup_room:backup",
            _("Copy the register, prove the copy whole, and remove the backups that are outworn."),
        ),
        "restore": (
            "backup:backup_room:restore",
            _("Put a backup in the register's place; what was there is kept beside it."),
        ),
        "copy": (
            "copying:copies:copy",
            _(
                "Move the register to a PostgreSQL database that is there, or from "
                "one to a new file."
            ),
        ),
        "extract": (
            "extract:extracts:extract",
            _("Everything kept about one person, as a page to hand over; the look-up is logged."),
        ),
        "purge": (
            "purge:purges:purge",
            _(
                "Purge whoever may no longer be kept: in the year of turning "
                "21, guardians when it is 18."
            ),
        ),
        "settings": (
            "settings:settings_room:settings",
            _("List what is decided for the whole register, or decide it."),
        ),
        "codes": ("codes:codes", _("The statistics agency's codes for the half-year report.")),
        "policy": ("policy:policy", _("The contact routine: rungs, waits and weights.")),
        "audit": ("audit:audit", _("The log: who did and saw what, and whether it is whole.")),
        "key": (
            "key:key",
            _("The key of an encrypted register: on paper, on another computer, a new one."),
        ),
    },
}
