"""The labels of what authorities are answered: `codes/authorities.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.authorities import AuthorityNo, StatementAnswer
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    AuthorityNo: {
        AuthorityNo.NOT_NEEDED: _("It is not needed for this purpose"),
        AuthorityNo.NOT_SAFE: _("It could bring somebody into danger"),
        AuthorityNo.THROUGH_LAWYER: _("Ask through the person’s lawyer"),
        AuthorityNo.NO_REASON: _("No reason is given"),
    },
    StatementAnswer: {
        StatementAnswer.YES: pgettext_lazy("statement", "Yes, the person wants to make one"),
        StatementAnswer.NO: pgettext_lazy("statement", "No"),
        StatementAnswer.LATER: pgettext_lazy("statement", "Not now"),
    },
}
