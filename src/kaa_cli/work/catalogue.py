"""The municipality's own kinds of measures: added, and taken away while nobody uses them."""

import re

from kaa_cli.errors import Refused
from kaa_cli.labels import catalogue, typed
from kaa_cli.labels.catalogue import OwnType
from kaa_cli.register import measures as kept
from kaa_cli.register import support
from kaa_cli.rules.codes import MeasureType
from kaa_cli.words import _
from kaa_cli.work.desk import Desk

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_LONGEST_CODE, _LONGEST_WORD = 40, 80


def add_type(desk: Desk, own: OwnType) -> OwnType:
    """Add a kind of measure; no word of it may mean another kind already."""
    desk.must_be_fit_to_keep(own.sv, own.en)
    if not _CODE.fullmatch(own.code) or len(own.code) > _LONGEST_CODE:
        raise Refused(
            _('A code is letters a-z, figures and hyphens, such as "bike-workshop".')
            + " "
            + _("Nothing was saved.")
        )
    if not own.sv or not own.en or max(len(own.sv), len(own.en)) > _LONGEST_WORD:
        raise Refused(_("Say what it is called in both languages: --sv, --en. Nothing was saved."))
    if other := catalogue.clash(own):
        raise Refused(
            _('One of the words means "{other}" already. Nothing was saved.').format(other=other)
        )
    desk.changes.add(support.OwnMeasureType(code=own.code, sv=own.sv, en=own.en))
    desk.what = {"type": own.code}
    return _learnt(desk, own)


def remove_type(desk: Desk, word: str) -> OwnType:
    """Take away an own kind that nothing is of."""
    code = catalogue.read_measure_type(word)
    row = kept.own_type_row(desk.session, code)
    if row is None:
        shipped = typed(MeasureType(code))
        raise Refused(
            _('"{word}" came with kaa and stays. Nothing was saved.').format(word=shipped)
        )
    if count := kept.types_in_use(desk.session).get(code):
        raise Refused(
            _('"{word}" is used by {n}: it stays. Nothing was saved.').format(word=code, n=count)
        )
    own = OwnType(row.code, row.sv, row.en)
    desk.changes.remove(row)
    desk.what = {"type": code}
    return _learnt(desk, own)


def _learnt(desk: Desk, own: OwnType) -> OwnType:
    catalogue.learn(kept.own_types(desk.session))
    return own


def counted(desk: Desk) -> dict[str, int]:
    """How many measures and programmes are of each kind that is used."""
    return kept.types_in_use(desk.session)
