"""The groups of a register on a server, and what a caseworker's own login may."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Groups:
    """The group roles of one register, named after its database: all on a server share one list."""

    database: str
    schema: str

    @property
    def prefix(self) -> str:
        return self.database if self.schema == "public" else f"{self.database}_{self.schema}"

    @property
    def caseworker(self) -> str:
        """Sees and writes; the log it only reads and adds to."""
        return f"{self.prefix}_caseworker"

    @property
    def protected(self) -> str:
        """A caseworker who sees protected youths too."""
        return f"{self.prefix}_protected"

    @property
    def keeper(self) -> str:
        """Sees everybody, and purges."""
        return f"{self.prefix}_keeper"

    @property
    def municipal(self) -> str:
        """How the groups of municipalities begin."""
        return f"{self.prefix}_in_"

    def of(self, municipality: str) -> str:
        """The group of those who see the youths of a municipality."""
        return self.municipal + plain(municipality)


@dataclass(frozen=True, slots=True)
class Login:
    """A caseworker's own login, and what it may see beside the youths of everybody."""

    name: str
    protected: bool = False
    keeper: bool = False
    municipalities: tuple[str, ...] = ()


def plain(municipality: str) -> str:
    """A municipality's name as its group has it; the server writes it the same way."""
    return municipality.strip().lower()
