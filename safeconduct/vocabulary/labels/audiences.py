"""The labels of for whom a service is: `codes/audiences.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes.audiences import Audience
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    Audience: {
        Audience.PUBLIC: _("Everybody"),
        Audience.PROFESSIONALS: _("Professionals: exported by hand, never on the public site"),
        Audience.MEMBERS_ONLY: _("Members of this network alone"),
    },
}
