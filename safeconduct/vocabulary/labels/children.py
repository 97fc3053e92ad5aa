"""The labels of a child's file: `codes/children.py`."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes.children import (
    ChildDecision,
    ChildHeard,
    FamilyTracing,
    GuardianConflict,
    GuardianMandate,
    Interest,
)
from safeconduct.vocabulary.decisions import Words

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    GuardianMandate: {
        GuardianMandate.PARENT: pgettext_lazy("guardian", "A parent"),
        GuardianMandate.APPOINTED: _("Appointed by a court or authority"),
        GuardianMandate.PROVISIONAL: _("Provisional, until one is appointed"),
        GuardianMandate.INSTITUTION: _("An institution that cares for the child"),
        GuardianMandate.PROCEEDINGS_ONLY: _("For proceedings only"),
    },
    GuardianConflict: {
        GuardianConflict.NO: _("No conflict of interest"),
        GuardianConflict.SUSPECTED: _("Suspected"),
        GuardianConflict.YES: _("A conflict of interest"),
    },
    ChildHeard: {
        ChildHeard.TALK: _("In a talk"),
        ChildHeard.WITH_INTERPRETER: _("In a talk with an interpreter"),
        ChildHeard.DRAWING_OR_PLAY: _("By drawing or play"),
        ChildHeard.IN_WRITING: _("In writing"),
        ChildHeard.THROUGH_TRUSTED_PERSON: _("Through somebody whom the child trusts"),
    },
    Interest: {
        Interest.VIEWS: _("What the child says"),
        Interest.IDENTITY: _("Who the child is: language, faith, origin"),
        Interest.FAMILY: _("Family and ties"),
        Interest.CARE_AND_SAFETY: _("Care, protection and safety"),
        Interest.VULNERABILITY: _("What makes this child vulnerable"),
        Interest.HEALTH: pgettext_lazy("best interests", "Health"),
        Interest.EDUCATION: pgettext_lazy("best interests", "Education"),
        Interest.RE_TRAFFICKING: pgettext_lazy("best interests", "Being trafficked again"),
    },
    FamilyTracing: {
        FamilyTracing.NOT_STARTED: pgettext_lazy("tracing", "Not started"),
        FamilyTracing.ONGOING: pgettext_lazy("tracing", "Under way"),
        FamilyTracing.TRACED_SAFE: _("Found, and safe for the child"),
        FamilyTracing.TRACED_UNSAFE: _("Found, and not safe for the child"),
        FamilyTracing.NOT_FOUND: pgettext_lazy("tracing", "Not found"),
    },
    ChildDecision: {
        ChildDecision.RETURN: _("To return"),
        ChildDecision.INTEGRATION: _("To stay and settle here"),
        ChildDecision.THIRD_COUNTRY: _("To go to another country"),
        ChildDecision.ACCOMMODATION: _("Where the child lives"),
        ChildDecision.FAMILY_CONTACT: pgettext_lazy("best interests", "Contact with the family"),
        ChildDecision.STATEMENT: _("Whether the child makes a statement"),
        ChildDecision.OTHER: pgettext_lazy("best interests", "Something else"),
    },
}
