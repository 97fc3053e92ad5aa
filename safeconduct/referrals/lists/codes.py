"""The codes of what is done with a list. They are this node's own and never travel."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Waiting(StrEnum):
    """Why a referral is put away for some days. A code and no words: words about a person belong into a section."""

    PERSON_THINKS = "person_thinks"
    AWAITS_DOCUMENT = "awaits_document"
    AWAITS_COLLEAGUE = "awaits_colleague"
    AGREED_DATE = "agreed_date"
    NOTHING_NOW = "nothing_now"


WAITINGS: dict[Waiting, Words] = {
    Waiting.PERSON_THINKS: _("The person wants time to think"),
    Waiting.AWAITS_DOCUMENT: _("A document is on its way"),
    Waiting.AWAITS_COLLEAGUE: _("A colleague has to answer first"),
    Waiting.AGREED_DATE: _("A date was agreed"),
    Waiting.NOTHING_NOW: _("Nothing can be done before then"),
}


class Taking(StrEnum):
    """Why a list is taken out of the node."""

    CASE_CONFERENCE = "case_conference"
    SUPERVISION = "supervision"
    REPORT = "report"
    HANDOVER = "handover"
    AUDIT = "audit"


TAKINGS: dict[Taking, Words] = {
    Taking.CASE_CONFERENCE: _("For a meeting about the work"),
    Taking.SUPERVISION: _("For supervision"),
    Taking.REPORT: _("To count, for a report"),
    Taking.HANDOVER: _("To hand work over"),
    Taking.AUDIT: _("For somebody who checks the agency"),
}
