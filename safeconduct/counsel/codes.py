"""The codes of a lawyer's room, with their labels: stored as they are, never renamed.

Kinds, roles, protection measures and outcomes are those of the form F8.
"""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import pgettext_lazy

from safeconduct.vocabulary.codes import Proceeding
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import LABELS as OF_ALL


class State(StrEnum):
    """Whether a matter goes on."""

    OPEN = "open"
    CLOSED = "closed"


MatterKind = Proceeding
"""What a matter is about: the kinds of proceedings of F8, the one list of them."""


class PersonRole(StrEnum):
    """As what the person stands in it. Somebody accused is exploited all the same, and the words say so first."""

    WITNESS = "witness"
    INJURED_PARTY = "injured_party"
    CIVIL_PARTY = "civil_party"
    ACCUSED_WHO_IS_VICTIM = "accused_who_is_victim"
    APPLICANT = "applicant"


class Stage(StrEnum):
    """How far it is."""

    ADVICE = "advice"
    PREPARED = "prepared"
    INVESTIGATION = "investigation"
    FIRST_INSTANCE = "first_instance"
    APPEAL = "appeal"
    ENFORCEMENT = "enforcement"


class MandateKind(StrEnum):
    """By what the lawyer acts."""

    MANDATE = "mandate"
    POWER_OF_ATTORNEY = "power_of_attorney"
    APPOINTED = "appointed"


class MandateEnd(StrEnum):
    """Why it ended before its day."""

    BY_PERSON = "by_person"
    BY_LAWYER = "by_lawyer"
    DONE = "done"
    ANOTHER_LAWYER = "another_lawyer"
    BY_COURT = "by_court"


class Aid(StrEnum):
    """What became of legal aid."""

    ENTITLED = "entitled"
    NOT_ENTITLED = "not_entitled"
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Measure(StrEnum):
    """How somebody is protected at a hearing."""

    INTERPRETER = "interpreter"
    SCREEN = "screen"
    VIDEO_LINK = "video_link"
    NO_CONFRONTATION = "no_confrontation"
    SAME_SEX_INTERVIEWER = "same_sex_interviewer"


class Asked(StrEnum):
    """What became of a measure."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


class Held(StrEnum):
    """Whether a hearing takes place."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Outcome(StrEnum):
    """How a matter ended."""

    ADVICE_GIVEN = "advice_given"
    REPRESENTED = "represented"
    REFUSED = "refused"
    SETTLED = "settled"
    JUDGMENT = "judgment"
    OTHER = "other"


class CheckState(StrEnum):
    """How far the check for a conflict of interest is."""

    NOT_RUN = "not_run"
    NO_MATCH = "no_match"
    POSSIBLE_MATCH = "possible_match"
    CLEARED = "cleared"


LABELS: Mapping[type[StrEnum], Mapping[StrEnum, Words]] = {
    State: {State.OPEN: pgettext_lazy("matter", "Open"), State.CLOSED: pgettext_lazy("matter", "Closed")},
    PersonRole: {
        PersonRole.WITNESS: pgettext_lazy("in proceedings", "Witness"),
        PersonRole.INJURED_PARTY: pgettext_lazy("in proceedings", "Injured party"),
        PersonRole.CIVIL_PARTY: pgettext_lazy("in proceedings", "Civil party"),
        PersonRole.ACCUSED_WHO_IS_VICTIM: pgettext_lazy("in proceedings", "Accused, and exploited"),
        PersonRole.APPLICANT: pgettext_lazy("in proceedings", "Applicant"),
    },
    Stage: {
        Stage.ADVICE: pgettext_lazy("stage", "Advice"),
        Stage.PREPARED: pgettext_lazy("stage", "Being prepared"),
        Stage.INVESTIGATION: pgettext_lazy("stage", "Investigation or first decision"),
        Stage.FIRST_INSTANCE: pgettext_lazy("stage", "Before the court"),
        Stage.APPEAL: pgettext_lazy("stage", "Appeal"),
        Stage.ENFORCEMENT: pgettext_lazy("stage", "Enforcement"),
    },
    MandateKind: {
        MandateKind.MANDATE: pgettext_lazy("mandate", "Mandate"),
        MandateKind.POWER_OF_ATTORNEY: pgettext_lazy("mandate", "Power of attorney"),
        MandateKind.APPOINTED: pgettext_lazy("mandate", "Appointed by a court or legal aid"),
    },
    MandateEnd: {
        MandateEnd.BY_PERSON: pgettext_lazy("mandate ended", "The person ended it"),
        MandateEnd.BY_LAWYER: pgettext_lazy("mandate ended", "The lawyer laid it down"),
        MandateEnd.DONE: pgettext_lazy("mandate ended", "What it was for is done"),
        MandateEnd.ANOTHER_LAWYER: pgettext_lazy("mandate ended", "Another lawyer took over"),
        MandateEnd.BY_COURT: pgettext_lazy("mandate ended", "A court or authority ended it"),
    },
    Aid: {
        Aid.ENTITLED: pgettext_lazy("legal aid", "The person is entitled to it"),
        Aid.NOT_ENTITLED: pgettext_lazy("legal aid", "The person is not entitled to it"),
        Aid.ASKED: pgettext_lazy("legal aid", "Asked for"),
        Aid.GRANTED: pgettext_lazy("legal aid", "Granted"),
        Aid.REFUSED: pgettext_lazy("legal aid", "Refused"),
    },
    Measure: {
        Measure.INTERPRETER: pgettext_lazy("hearing", "Interpreter"),
        Measure.SCREEN: pgettext_lazy("hearing", "Screen"),
        Measure.VIDEO_LINK: pgettext_lazy("hearing", "Video link"),
        Measure.NO_CONFRONTATION: pgettext_lazy("hearing", "No confrontation"),
        Measure.SAME_SEX_INTERVIEWER: pgettext_lazy("hearing", "Interviewer of the same sex"),
    },
    Asked: {
        Asked.ASKED: pgettext_lazy("measure", "Asked for"),
        Asked.GRANTED: pgettext_lazy("measure", "Granted"),
        Asked.REFUSED: pgettext_lazy("measure", "Refused"),
    },
    Held: {
        Held.PLANNED: pgettext_lazy("hearing", "Planned"),
        Held.HELD: pgettext_lazy("hearing", "Took place"),
        Held.CANCELLED: pgettext_lazy("hearing", "Does not take place"),
    },
    Outcome: {
        Outcome.ADVICE_GIVEN: pgettext_lazy("outcome of a matter", "Advice given"),
        Outcome.REPRESENTED: pgettext_lazy("outcome of a matter", "Represented"),
        Outcome.REFUSED: pgettext_lazy("outcome of a matter", "Refused"),
        Outcome.SETTLED: pgettext_lazy("outcome of a matter", "Settled"),
        Outcome.JUDGMENT: pgettext_lazy("outcome of a matter", "Judgment"),
        Outcome.OTHER: pgettext_lazy("outcome of a matter", "Other"),
    },
    CheckState: {
        CheckState.NOT_RUN: pgettext_lazy("conflict check", "Not run"),
        CheckState.NO_MATCH: pgettext_lazy("conflict check", "No match"),
        CheckState.POSSIBLE_MATCH: pgettext_lazy("conflict check", "Possible match"),
        CheckState.CLEARED: pgettext_lazy("conflict check", "Cleared"),
    },
}  # fmt: skip


def label(code: StrEnum) -> Words:
    """The words of a code of this room."""
    return LABELS.get(type(code), OF_ALL.get(type(code), {}))[code]


def choices[C: StrEnum](codes: type[C]) -> list[tuple[str, Words]]:
    """What a form offers of a list, in its order."""
    return [(code.value, label(code)) for code in codes]
