"""The codes of this room, with their labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Role(StrEnum):
    """What somebody of the register does."""

    INTERPRETER = "interpreter"
    MEDIATOR = "mediator"


class Tie(StrEnum):
    """What somebody who is to interpret is to the person. Only whoever is nothing of it interprets."""

    NONE = "none"
    RELATIVE = "relative"
    CHILD = "child"
    ACQUAINTANCE = "acquaintance"
    CAME_ALONG = "came_along"
    EMPLOYER = "employer"
    CO_VICTIM = "co_victim"


class Conflict(StrEnum):
    """What else somebody of the register is or does, that the person must know of before a talk."""

    AUTHORITIES = "authorities"
    CONSULATE = "consulate"
    OTHER_SIDE = "other_side"
    COMMUNITY = "community"
    EXPLOITERS = "exploiters"


class WishedWay(StrEnum):
    """How the person wants to be interpreted for."""

    TELEPHONE = "telephone"
    PRESENT = "present"


class State(StrEnum):
    """How an assignment stands."""

    PLANNED = "planned"
    ENDED = "ended"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    Role: {
        Role.INTERPRETER: _("Interpreter"),
        Role.MEDIATOR: _("Cultural mediator"),
    },
    Tie: {
        Tie.NONE: _("Nothing of this"),
        Tie.RELATIVE: _("A relative, or the partner"),
        Tie.CHILD: _("A child of the person, or another child"),
        Tie.ACQUAINTANCE: _("Somebody whom the person knows"),
        Tie.CAME_ALONG: _("Somebody who came along, with the person or with somebody else"),
        Tie.EMPLOYER: _("An employer, or somebody who works for one"),
        Tie.CO_VICTIM: _("Somebody to whom the same was done"),
    },
    Conflict: {
        Conflict.AUTHORITIES: _("Also works for police, prosecution or migration authorities"),
        Conflict.CONSULATE: _("Also works for an embassy or a consulate"),
        Conflict.OTHER_SIDE: _("Has interpreted for somebody who was accused of trafficking"),
        Conflict.COMMUNITY: _("Stands or speaks for a community or a faith"),
        Conflict.EXPLOITERS: _("Is close to people who exploit others"),
    },
    WishedWay: {
        WishedWay.TELEPHONE: _("By telephone only, so that nobody sees who it is"),
        WishedWay.PRESENT: _("Present in the room"),
    },
    State: {
        State.PLANNED: _("Arranged"),
        State.ENDED: _("Ended"),
    },
}


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
