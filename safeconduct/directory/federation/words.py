"""The codes of what was wrong with a peer's services, in sentences that say what to do. Pure."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from safeconduct.vocabulary.decisions import Words

PROBLEMS: Mapping[str, Words] = {
    "no_answer": _(
        "Their node gave no answer that can be believed. It is asked again by itself. Telephone when it lasts."
    ),
    "not_spoken": _(
        "Their node says no more what changed of its services. It may run an earlier release again: telephone them."
    ),
    "not_as_described": _(
        "What their node sent is not written as the protocol says. Nothing of it was taken in. Tell whoever keeps it."
    ),
    "not_taken_in": _(
        "A page of their services could not be taken in, and nothing of it was. Tell whoever runs this node to look "
        "at the log of its worker."
    ),
    "older_epoch": _(
        "Their node speaks from an older copy of itself than before. Nothing of it was taken in. Telephone them: two "
        "copies of it may run."
    ),
    "too_many": _("They send more services than this node takes in of one other node."),
}
WHYS: Mapping[str, Words] = {
    "not_theirs": _("it belongs to no agency on their card, or to somebody else"),
    "not_as_described": _("it is not written as the protocol says"),
    "unknown_code": _("this release does not know the code"),
    "too_long": _("it is too long"),
    "not_been_yet": _("its day has not been yet"),
    "secret_place": _("it would say where a place is that must not be found"),
    "no_public_place": _("only an office that anybody may find has an address"),
    "local_number": _("the number rings in its own country only"),
}
FIELDS: Mapping[str, Words] = {
    "id": _("its number"),
    "agency": _("agency"),
    "team": _("team"),
    "service": _("kind of service"),
    "needs": _("needs"),
    "purpose": _("purpose"),
    "hours": _("hours"),
    "place": _("kind of place"),
    "address": _("address"),
    "contact": _("contact"),
    "regions": _("where it works"),
    "spoken": _("languages"),
    "takes": _("for whom"),
    "min_age": _("youngest age"),
    "max_age": _("oldest age"),
    "places_free": _("places free"),
    "places_as_of": _("when places were said"),
    "doubted_at": _("since when places are in doubt"),
    "checked": _("when it was checked"),
}


def problem(code: str) -> Words:
    """A problem of a feed; "" for none."""
    return PROBLEMS.get(code, code)


def beyond(number: int, most: int) -> str:
    """That there were too many, and what to do."""
    said = ngettext(
        "%(n)d of their services was not taken in: this node takes %(most)d of one other node. Ask them why there are "
        "so many. To take more, raise SAFECONDUCT_PEER_SERVICES and press “Again from the beginning”.",
        "%(n)d of their services were not taken in: this node takes %(most)d of one other node. Ask them why there are "
        "so many. To take more, raise SAFECONDUCT_PEER_SERVICES and press “Again from the beginning”.",
        number,
    )
    return said % {"n": number, "most": most}


def refused(field: str, why: str) -> str:
    """One field that was not taken in."""
    return f"{FIELDS.get(field, field)}: {WHYS.get(why, why)}"
