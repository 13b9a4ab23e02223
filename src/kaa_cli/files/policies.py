"""Contact routines as files: those shipped with kaa, and a municipality's own."""

from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from tomllib import TOMLDecodeError, loads

from kaa_cli.errors import Refused
from kaa_cli.labels import quotable_path
from kaa_cli.rules.policy import Policy
from kaa_cli.rules.policy_file import PolicyFaultsError, read_policy
from kaa_cli.words import _

_LARGEST = 256 * 1024
"""Bytes; a routine has a few thousand."""


@dataclass(frozen=True)
class PolicyFile:
    """A policy that was read, with the text it came from."""

    policy: Policy
    toml: str

    @property
    def name(self) -> str:
        return self.policy.name


def names() -> list[str]:
    """The names of the shipped policies."""
    folder = resources.files("kaa_cli") / "policies"
    return sorted(
        item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")
    )


def shipped(name: str) -> PolicyFile:
    """A shipped policy by its name."""
    text = (resources.files("kaa_cli") / "policies" / f"{name}.toml").read_text(encoding="utf-8")
    return PolicyFile(read_policy(loads(text)), text)


def load(name_or_path: str) -> PolicyFile:
    """A shipped policy by name, else a file; raises Refused or PolicyFaultsError."""
    if name_or_path in names():
        return shipped(name_or_path)
    path = Path(name_or_path)
    try:
        with path.open("rb") as file:
            read = file.read(_LARGEST + 1)
        if len(read) > _LARGEST:
            raise Refused(_("The file cannot be read as a contact routine."))
        text = read.decode("utf-8-sig").replace("\r\n", "\n")  # Windows puts a mark first
    except UnicodeDecodeError:
        raise Refused(_("The file cannot be read as a contact routine.")) from None
    except OSError:
        raise Refused(
            _(
                'There is no contact routine "{name}": no such file, and shipped are {names}.'
            ).format(name=quotable_path(Path(path.name)), names=", ".join(names()))
        ) from None
    try:
        tree = loads(text)
    except TOMLDecodeError as fault:
        raise Refused(_("The file is no TOML: {why}.").format(why=fault)) from None
    except (RecursionError, ValueError):  # a number of thousands of digits, lists in lists in lists
        raise Refused(_("The file cannot be read as a contact routine.")) from None
    return PolicyFile(read_policy(tree), text)


__all__ = ["PolicyFaultsError", "PolicyFile", "load", "names", "shipped"]
