"""Names and addresses as they leave for the post; no protected youth is ever among them."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaa_cli.rules.person import Person

ADDRESS_KEYS = ("youth", "name", "street", "postcode", "city")


def address(person: "Person") -> dict[str, str]:
    """Where post to somebody goes."""
    return {
        "name": person.full_name,
        "street": person.street,
        "postcode": person.postcode,
        "city": person.city,
    }


def address_row(person: "Person") -> dict[str, object]:
    """A line of an address list."""
    return {"youth": person.id, **address(person)}
