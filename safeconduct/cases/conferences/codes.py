"""The codes of case conferences, with their labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.decisions import Words


class EntryKind(StrEnum):
    """What is written to an item."""

    WISH = "wish"
    PROPOSAL = "proposal"
    DECISION = "decision"
    MINUTES = "minutes"


class NoWish(StrEnum):
    """Why the person's own view is missing. No `other`: whoever has none of these asks the person first."""

    DOES_NOT_SAY = "does_not_say"
    NOT_REACHED = "not_reached"
    NOT_SAFE = "not_safe"
    NOT_ABLE = "not_able"


class PersonThere(StrEnum):
    """Whether the person took part in a meeting."""

    TOOK_PART = "took_part"
    BY_SOMEBODY = "by_somebody"
    CHOSE_NOT_TO = "chose_not_to"
    NOT_INVITED = "not_invited"


LABELS: Mapping[type[StrEnum], Mapping[str, Words]] = {
    NoWish: {
        NoWish.DOES_NOT_SAY: _("The person does not want to say"),
        NoWish.NOT_REACHED: _("The person could not be reached"),
        NoWish.NOT_SAFE: _("To ask now would bring the person into danger"),
        NoWish.NOT_ABLE: _("The person cannot say it now, because of age or health"),
    },
    PersonThere: {
        PersonThere.TOOK_PART: pgettext_lazy("the person", "Took part"),
        PersonThere.BY_SOMEBODY: pgettext_lazy("the person", "Somebody whom they chose spoke for them"),
        PersonThere.CHOSE_NOT_TO: pgettext_lazy("the person", "Did not want to take part"),
        PersonThere.NOT_INVITED: pgettext_lazy("the person", "Was not invited"),
    },
}


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS[type(code)][code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
