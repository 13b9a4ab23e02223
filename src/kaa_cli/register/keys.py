"""A register's key: 256 random bits, the mark it leaves on its files, and the form for paper.

Nothing of a key is ever shown by `repr`, so no traceback can hold it.
"""

import hmac
import secrets
from dataclasses import dataclass, field

from kaa_cli.errors import KeyProblem
from kaa_cli.words import _

MAGIC = b"KAA1"
"""The first bytes of every encrypted register; what follows them tells which key it opens with."""
MARK_BYTES = 16
GROUPS = 13
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # without I, L, O and U, which are read as others
_AS_LETTERS = str.maketrans("0123456789abcdef", "abcdefghijklmnop")
_AS_DIGITS = str.maketrans("abcdefghijklmnop", "0123456789abcdef")
_READ_AS = str.maketrans("ILO", "110", "- \t\r\n")
_FEW_BITS = 8
_GROUP = 4  # letters of the key in a group, before the one that checks them


@dataclass(frozen=True, slots=True)
class Key:
    """A key of 32 bytes; two are equal when their bytes are."""

    secret: bytes = field(repr=False)

    @property
    def mark(self) -> bytes:
        """The 16 bytes its files begin with: they tell the key apart and give nothing of it away.

        SQLCipher calls them the salt and keeps them in every copy. As they follow from the key, a
        wrong key is told from a damaged file before anything is deciphered.
        """
        return MAGIC + hmac.digest(self.secret, b"kaa register", "sha256")[: MARK_BYTES - 4]

    @property
    def name(self) -> str:
        """What the key is called where it is kept; no secret."""
        return name_in(self.mark)

    @property
    def literal(self) -> str:
        """The key as SQLCipher takes it: raw, so that no command waits for it to be derived."""
        return f"x'{self.secret.hex()}{self.mark.hex()}'"

    @property
    def recovery(self) -> str:
        """The recovery key: thirteen groups of five, each with a letter that finds a slip."""
        number = int.from_bytes(self.secret)
        length = GROUPS * _GROUP
        digits = [number >> 5 * (length - 1 - place) & 31 for place in range(length)]
        groups = [digits[start : start + _GROUP] for start in range(0, length, _GROUP)]
        checked = ([*group, _check(no, group)] for no, group in enumerate(groups, 1))
        return " ".join("".join(_LETTERS[digit] for digit in group) for group in checked)


def new_key() -> Key:
    """A key nobody has seen."""
    return Key(secrets.token_bytes(32))


def name_in(head: bytes) -> str:
    """The name of the key that a file beginning like this opens with: letters, never a number."""
    return head[len(MAGIC) : MARK_BYTES].hex().translate(_AS_LETTERS)


def mark_of(name: str) -> bytes:
    """What the files of the key with this name begin with; raises ValueError where none is so."""
    return MAGIC + bytes.fromhex(name.translate(_AS_DIGITS))


def is_nearly(head: bytes, mark: bytes) -> bool:
    """Whether a file's first bytes are a key's mark but for a few bits that a fault has turned."""
    return (int.from_bytes(head) ^ int.from_bytes(mark)).bit_count() <= _FEW_BITS


def read_recovery(text: str) -> Key:
    """The key that was written down; raises KeyProblem naming the group that is mistyped."""
    plain = text.upper().translate(_READ_AS)
    width = _GROUP + 1
    if len(plain) != GROUPS * width:
        raise KeyProblem(
            _(
                "A recovery key has 13 groups of five letters and digits; this has {n} in all."
            ).format(n=len(plain))
        )
    number = 0
    for no in range(1, GROUPS + 1):
        letters = plain[(no - 1) * width : no * width]
        digits = [_LETTERS.find(letter) for letter in letters]
        is_right = min(digits) >= 0 and digits[-1] == _check(no, digits[:-1])
        if not is_right or (no == 1 and digits[0] > 1):  # 260 bits are written, 256 are the key
            raise KeyProblem(_("Group {n} of the recovery key is mistyped.").format(n=no))
        for digit in digits[:-1]:
            number = number << 5 | digit
    return Key(number.to_bytes(32))


def _check(no: int, digits: list[int]) -> int:
    """The digit that finds a slip in one letter, two that changed places, and groups astray."""
    return (no + sum(weight * digit for weight, digit in enumerate(digits, 1))) % 31
