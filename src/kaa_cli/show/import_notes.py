"""What was done with a list's cells on the way, one sentence for each kind of thing."""

from collections.abc import Iterator

from kaa_cli.rules.difference import Difference
from kaa_cli.words import ngettext


def notes(difference: Difference) -> Iterator[str]:
    """A sentence for everything that was repaired, left out or is to be known."""
    for code, n in difference.notes.items():
        yield _sentence(code, n).format(n=n)


def _sentence(code: str, n: int) -> str:  # long: one table of sentences
    match code:
        case "zero-restored":
            return ngettext(
                "{n} personal number had lost its first zero; it was put back.",
                "{n} personal numbers had lost their first zero; it was put back.",
                n,
            )
        case "name-split":
            return ngettext(
                "{n} name stood in one column; it was split into given and family name.",
                "{n} names stood in one column; they were split into given and family name.",
                n,
            )
        case "address-not-stored":
            return ngettext(
                "{n} address was not taken in: protected registration allows none.",
                "{n} addresses were not taken in: protected registration allows none.",
                n,
            )
        case "taken-away":
            return ngettext(
                "{n} youth's kept address, school, numbers and guardians are taken away: the new "
                "mark forbids them.",
                "{n} youths' kept address, school, numbers and guardians are taken away: the new "
                "mark forbids them.",
                n,
            )
        case "numbers-not-stored":
            return ngettext(
                "{n} protected youth's phone numbers and guardians were not taken in.",
                "{n} protected youths' phone numbers and guardians were not taken in.",
                n,
            )
        case "mark-taken-over":
            return ngettext(
                "{n} may be a protected youth: kept as protected until somebody has looked.",
                "{n} may be protected youths: kept as protected until somebody has looked.",
                n,
            )
        case "not-dialable":
            return ngettext(
                "{n} phone number cannot be called; it is kept as written and never offered.",
                "{n} phone numbers cannot be called; they are kept as written and never offered.",
                n,
            )
        case "guardians-left-out":
            return ngettext(
                "{n} guardian was not taken in: two others are kept already.",
                "{n} guardians were not taken in: two others are kept already.",
                n,
            )
        case "guardians-not-kept":
            return ngettext(
                "{n} guardian's number was not taken in: no guardian is kept of this youth.",
                "{n} guardians' numbers were not taken in: no guardians are kept of these youths.",
                n,
            )
        case "other-municipality":
            return ngettext(
                "{n} youth is of a municipality that the register was not made for. A slip? "
                "kaa youth edit NR municipality",
                "{n} youths are of a municipality that the register was not made for. A slip? "
                "kaa youth edit NR municipality",
                n,
            )
        case "no-municipality":
            return ngettext(
                "{n} youth has no municipality, though several share the register: a column Kommun "
                "tells which.",
                "{n} youths have no municipality, though several share the register: a column "
                "Kommun tells which.",
                n,
            )
        case "without-phone":
            return ngettext(
                "{n} row has no number: nothing was found.",
                "{n} rows have no number: nothing was found.",
                n,
            )
        case "at-school":
            return ngettext(
                "{n} has begun a school that ends the duty. Close: kaa youth close",
                "{n} have begun a school that ends the duty. Close: kaa youth close",
                n,
            )
        case "new-programmes":
            return ngettext(
                "{n} programme is new and becomes one of the register. See: kaa programme list",
                "{n} programmes are new and become ones of the register. See: kaa programme list",
                n,
            )
        case "new-runs":
            return ngettext("{n} run of a programme is new.", "{n} runs of programmes are new.", n)
    raise KeyError(code)
