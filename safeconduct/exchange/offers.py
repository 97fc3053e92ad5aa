"""Cards that came from outside: read without trust, looked at by people, taken in or laid beside."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.db import ProgrammingError, connection, transaction
from django.utils.translation import gettext as _

from safeconduct.agencies.models import Agency
from safeconduct.exchange.faults import WireError
from safeconduct.exchange.rules import BELONGS_TO_ANOTHER, may_take_in
from safeconduct.exchange.strict import read_json
from safeconduct.keys.card import Card, NodeCard, fingerprint, verify_card, words
from safeconduct.keys.errors import BadCard
from safeconduct.vocabulary.decisions import NotPossible, require
from safeconduct.vocabulary.identifiers import NodeId

MOST_CARD_BYTES = 512 * 1024


@dataclass(frozen=True, slots=True)
class Offered:
    """A card that is whole and may stand beside what is known. Whose it is, nobody has said yet."""

    written: NodeCard
    card: Card

    @property
    def node(self) -> NodeId:
        """The node that it says it is of."""
        return self.card.node

    @property
    def fingerprint(self) -> str:
        """In digits."""
        return fingerprint(self.card)

    @property
    def words(self) -> str:
        """In words."""
        return words(self.card)

    @property
    def text(self) -> str:
        """As a file."""
        return json.dumps(self.written, ensure_ascii=False)


def read_card(raw: bytes) -> Offered:
    """A card as it came in a file or over the network. Raises BadCard, NotPossible."""
    if len(raw) > MOST_CARD_BYTES:
        raise BadCard(_("This file is too large for a node card."))
    try:
        written = read_json(raw.strip())
    except WireError as error:
        raise BadCard(
            _("This file is no node card, or it was damaged on the way. Ask for it again.")
        ) from error
    if b"\\u0000" in raw:
        raise BadCard(_("This file holds a sign that no text can hold. Ask for the card again."))
    return offered(written)


def offered(written: object) -> Offered:
    """As `read_card`, for a card that is JSON already."""
    card = verify_card(written)
    ids = [agency.id for agency in card.agencies]
    nodes = dict(Agency.objects.filter(id__in=ids).values_list("id", "node"))
    require(may_take_in(card, own=NodeId(settings.NODE or ""), nodes=nodes))
    return Offered(written, card)  # type: ignore[arg-type]  # verify_card has read it


def ask(statement: str, values: list[str | bool]) -> object:
    """Call one of the room's functions in the database; its answer."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row = cursor.fetchone()
    return row[0] if row else None


def take_in(statement: str, offer: Offered) -> object:
    """Call a function that writes a card's agencies. Raises NotPossible when it names what is another node's.

    Of teams and services only the database knows whose they are.
    """
    try:
        with transaction.atomic():
            return ask(statement, arguments(offer))
    except ProgrammingError as error:
        if BELONGS_TO_ANOTHER.code not in str(error):
            raise
        raise NotPossible(BELONGS_TO_ANOTHER) from error


def arguments(offer: Offered) -> list[str | bool]:
    """A card as the functions take it: with the fingerprint, which the database cannot compute."""
    return [offer.text, offer.fingerprint]
