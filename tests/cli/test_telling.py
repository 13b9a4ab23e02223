"""What the answers tell is so, and what one would ask next stands there."""

from pathlib import Path

from terminal import kaa

LEFT_ALONE = "does not want to be contacted. To be reviewed from Mon 21 Sep on."


def test_until_when_somebody_is_left_alone_is_told_wherever_it_is_asked(made: Path) -> None:
    wish = ("do-not-contact", "--channel", "phone", "--note", "-", "--next", "21/9")
    assert LEFT_ALONE in kaa("log", "2", *wish, input="wants peace\n").out
    for command in ("ladder", "show"):
        assert LEFT_ALONE in kaa(command, "2").out
    (ahead, *_birthdays) = [e for e in kaa("timeline", "2", "-f", "json").json if is_ahead(e)]
    assert (ahead["on"], ahead["summary"]) == ("2026-09-21", "Check")


def is_ahead(event: dict[str, dict[str, object]]) -> bool:
    return bool(event["detail"]["ahead"])
