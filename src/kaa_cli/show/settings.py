"""The settings as a table: what each decides, and which are assumed until somebody has."""

from kaa_cli.labels import heading
from kaa_cli.rules.settings import NAMES, Settings
from kaa_cli.show.screen import Screen
from kaa_cli.words import _


def told() -> dict[str, str]:
    """What each setting decides."""
    return {
        "figures_per_caseworker": _("figures per caseworker may be shown (staff monitoring)"),
        "smallest_group": _("smaller numbers are hidden in what leaves the team"),
        "questionnaire_from": _("pairs of answers from which a questionnaire is shown"),
        "purge_after_months": _(
            "months from leaving the target group to purging; 0: when turning 21"
        ),
        "programme_purge_months": _("months from the end to purging, outside the duty"),
        "backup_days": _("days that a backup is kept at most"),
        "allowed_words": _(
            "words that free text may hold though they look like what may not be kept"
        ),
    }


def value(held: object) -> str:
    """A value in words."""
    match held:
        case bool():
            return _("yes") if held else _("no")
        case tuple():
            return ", ".join(held) or _("none")
    return str(held)


def draw(screen: Screen, held: Settings) -> None:
    """Print the settings; one that stands as shipped is marked assumed."""
    says = told()
    rows = []
    for name in NAMES:
        now = getattr(held, name)
        is_shipped = now == getattr(Settings(), name)
        mark = (
            _("(assumed)")
            if is_shipped and isinstance(now, int) and not isinstance(now, bool)
            else ""
        )
        rows.append([name.replace("_", "-"), f"{value(now)} {mark}".strip(), says[name]])
    screen.table([heading("setting"), heading("value"), heading("decides")], rows)
    screen.line()
    screen.line(" ", _("Decide: kaa settings NAME VALUE"))
