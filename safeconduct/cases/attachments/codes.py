"""Why a file was taken away, with labels: stored as they are, never renamed."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class RemovedWhy(StrEnum):
    """Why a file is taken away."""

    PERSON_ASKED = "person_asked"
    WRONG_PERSON = "wrong_person"
    WRONG_SECTION = "wrong_section"
    NOT_NEEDED = "not_needed"
    REPLACED = "replaced"


LABELS: Mapping[RemovedWhy, Words] = {
    RemovedWhy.PERSON_ASKED: _("The person asked for it"),
    RemovedWhy.WRONG_PERSON: _("It is about somebody else"),
    RemovedWhy.WRONG_SECTION: _("It belongs to another section"),
    RemovedWhy.NOT_NEEDED: _("It is not needed any more"),
    RemovedWhy.REPLACED: _("A better one is here"),
}
