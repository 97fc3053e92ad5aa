"""The soft reasons by their names, and how much each usually counts. Pure."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy

from safeconduct.vocabulary.decisions import Words


class Soft(StrEnum):
    """The soft reasons, in the order in which they are said."""

    KIND = "kind"
    TAKES = "takes"
    LANGUAGE = "language"
    PLACES = "places"
    NEARNESS = "nearness"
    ANSWERS = "answers"
    HOURS = "hours"
    CHECKED = "checked"


USUAL: Mapping[Soft, int] = {
    Soft.KIND: 8,
    Soft.TAKES: 5,
    Soft.LANGUAGE: 4,
    Soft.PLACES: 6,
    Soft.NEARNESS: 4,
    Soft.ANSWERS: 3,
    Soft.HOURS: 2,
    Soft.CHECKED: 1,
}
"""What each counts where the node has not said otherwise (`/administration/directory/`)."""

NAMES: dict[Soft, Words] = {
    Soft.KIND: gettext_lazy("Its kind of service is meant for the need, and for this person"),
    Soft.TAKES: gettext_lazy("It has said that it takes this person"),
    Soft.LANGUAGE: gettext_lazy("Somebody there speaks the language"),
    Soft.PLACES: gettext_lazy("Places are free, said a short time ago"),
    Soft.NEARNESS: gettext_lazy("It is near: the region, the country, the country beside"),
    Soft.ANSWERS: gettext_lazy("It answers referrals and enquiries within a day"),
    Soft.HOURS: gettext_lazy("Somebody is there now"),
    Soft.CHECKED: gettext_lazy("Somebody has looked through what stands here"),
}
