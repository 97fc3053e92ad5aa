"""What one dimension shows by its answers, and when a screening begins, ends and is taken over. Pure.

Nothing here speaks of a person as a whole: there is no sum, no order and no nationality, and the conclusion is entered.
Source of the method: the decision rule of the Delphi lists (WCMS_105023), as this project has read it; not compared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from safeconduct.cases.screening.codes import (
    MEANS,
    OF_CHILDREN,
    Agreed,
    Conclusion,
    Dimension,
    Evidence,
    Profile,
    Result,
    Value,
    Weight,
)
from safeconduct.cases.screening.lists import Signs
from safeconduct.vocabulary.codes import DecidingBody, Sector, VictimStatus
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused

RULE = "delphi-2009/1"
"""The version of the rule below; it stands beside every result. Another rule has another name."""

OPEN: frozenset[Value] = frozenset({Value.UNKNOWN, Value.DECLINED, Value.NOT_ASKED})
KNOWN: frozenset[Value] = frozenset({Value.YES, Value.NO})

PRESUMED_CHILD = Reason(
    "presumed_child",
    _("The person is a child, or may be one: then the list for children is asked."),
    _("Choose the list for a child. If the person is an adult for certain, say so in the profile first."),
)
NOT_AGREED = Reason(
    "talk_not_agreed",
    _("Without the person's own yes there is no talk, and nothing is written down."),
    _("Help goes on without it. Ask again another day, if the person wishes."),
)
IS_FINISHED = Reason(
    "screening_is_finished",
    _("This one is finished and is not changed any more."),
    _("Begin a correction: it stands beside this one."),
)
NOT_THE_AUTHOR = Reason(
    "not_the_author",
    _("Only who had the talk writes it down."),
    _("Begin one of your own, if the person agrees to another talk."),
)
NO_CONCLUSION = Reason(
    "no_conclusion",
    _("No conclusion is entered."),
    _("Choose one. “Cannot be said yet” is one of the three."),
)
NO_REASONS = Reason(
    "conclusion_without_reasons",
    _("A conclusion needs its reasons, in your own words."),
    _("Write at least one sentence."),
)
NOT_FINISHED = Reason(
    "screening_not_finished", _("This one is not finished."), _("Finish it; then take the conclusion over.")
)
NOTHING_TO_TAKE_OVER = Reason(
    "no_status_from_this",
    _("That no grounds were found decides nothing about the person, so the file takes over nothing."),
    _("If a competent authority has decided, enter that in the section Exploitation."),
)
FORMALLY_DECIDED = Reason(
    "formally_decided",
    _("The file says already what was decided formally. A talk does not take the place of that."),
    _("If the file is wrong, change it in the section Exploitation."),
)
NO_BODY = Reason(
    "no_competence_to_identify",
    _("An agency of this kind enters no identification."),
    _("Refer the person to an agency that does."),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. A yes and a no say how they are known; what stays open has no evidence."""

    value: Value
    evidence: Evidence | None = None

    def __post_init__(self) -> None:
        if (self.value in KNOWN) != (self.evidence is not None):
            raise ValueError("A yes or no needs its evidence, and an open answer has none.")


type Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Finding:
    """What one dimension shows, and the signs behind it: those with a yes, with a no, and those that stay open."""

    dimension: Dimension
    result: Result
    yes: tuple[str, ...]
    no: tuple[str, ...]
    open: tuple[str, ...]


def is_positive(weights: Iterable[Weight]) -> bool:
    """Two strong; a strong and any other; three medium; or two medium and a weak."""
    those = list(weights)
    strong, medium, weak = (those.count(one) for one in (Weight.STRONG, Weight.MEDIUM, Weight.WEAK))
    return strong >= 2 or (strong == 1 and medium + weak >= 1) or medium >= 3 or (medium >= 2 and weak >= 1)


def finding(signs: Signs, dimension: Dimension, answers: Answers, *, is_computed: bool) -> Finding:
    """One dimension. Whatever stays open and could still turn it makes it incomplete: it is never counted as a no."""
    by_value: dict[str, list[str]] = {"yes": [], "no": [], "open": []}
    for code in signs.of(dimension):
        value = answers[code].value if code in answers else Value.NOT_ASKED
        by_value["open" if value in OPEN else value.value].append(code)
    yes, no, still_open = (tuple(codes) for codes in by_value.values())
    return Finding(dimension, _result(signs, yes, still_open, is_computed=is_computed), yes, no, still_open)


def _result(signs: Signs, yes: tuple[str, ...], still_open: tuple[str, ...], *, is_computed: bool) -> Result:
    if not is_computed or not signs.has_weights:
        return Result.NOT_COMPUTED
    if is_positive(signs.indicators[code] for code in yes):
        return Result.POSITIVE
    could_be = is_positive(signs.indicators[code] for code in (*yes, *still_open))
    return Result.INCOMPLETE if could_be else Result.NEGATIVE


def findings(signs: Signs, answers: Answers, *, is_computed: bool) -> list[Finding]:
    """Each dimension of the list by itself. They are not added up."""
    return [finding(signs, one, answers, is_computed=is_computed) for one in signs.dimensions]


def is_labour_case(profile: Profile, found: Iterable[Finding]) -> bool:
    """An adult, exploited, and no means shown: still a case of labour rights, for which help is offered.

    Never of a child: there no means is needed (Palermo Protocol, Article 3 (c)).
    """
    if profile in OF_CHILDREN:
        return False
    results = {one.dimension: one.result for one in found}
    no_means = all(results.get(one) is not Result.POSITIVE for one in MEANS)
    return results.get(Dimension.EX) is Result.POSITIVE and no_means


def may_ask_list(profile: Profile, *, may_be_child: bool) -> Decision:
    """The list for adults is for adults only; who may be a child is asked the list for children."""
    return Refused(PRESUMED_CHILD) if may_be_child and profile not in OF_CHILDREN else Allowed()


def may_begin(agreed: Agreed | None) -> Decision:
    """The person's own yes comes before the first question."""
    return Allowed() if agreed is Agreed.YES else Refused(NOT_AGREED)


def may_write(*, is_author: bool, is_finished: bool) -> Decision:
    """Whether this member changes this draft."""
    if is_finished:
        return Refused(IS_FINISHED)
    return Allowed() if is_author else Refused(NOT_THE_AUTHOR)


def may_finish(
    conclusion: Conclusion | None, reasons: str, profile: Profile, *, may_be_child: bool
) -> Decision:
    """The professional's conclusion with reasons, whatever the dimensions show: it may contradict them."""
    allowed = may_ask_list(profile, may_be_child=may_be_child)
    if isinstance(allowed, Refused):
        return allowed
    if conclusion is None:
        return Refused(NO_CONCLUSION)
    return Allowed() if reasons.strip() else Refused(NO_REASONS)


BODY: Mapping[Sector, DecidingBody] = {
    Sector.NGO: DecidingBody.NGO,
    Sector.SHELTER: DecidingBody.NGO,
    Sector.FAITH: DecidingBody.NGO,
    Sector.UNION: DecidingBody.NGO,
    Sector.LEGAL: DecidingBody.OTHER,
    Sector.INTERNATIONAL_ORGANISATION: DecidingBody.OTHER,
    Sector.SOCIAL_SERVICES: DecidingBody.NON_POLICE_GOVERNMENT,
    Sector.CHILD_PROTECTION: DecidingBody.NON_POLICE_GOVERNMENT,
}
"""Who can presume, and as what the file names them. None of them identifies formally: that is entered by hand."""

STATUS: Mapping[Conclusion, VictimStatus] = {
    Conclusion.YES: VictimStatus.PRESUMED,
    Conclusion.UNDETERMINED: VictimStatus.UNDETERMINED,
}
"""A conclusion is a presumption, never an identification; and a no is no decision about the person."""

FORMAL: frozenset[str] = frozenset(
    {VictimStatus.IDENTIFIED, VictimStatus.NOT_VICTIM, VictimStatus.DECLINED_IDENTIFICATION}
)


def may_take_over(
    conclusion: Conclusion | None, sector: Sector, *, stands: str, is_finished: bool
) -> Decision:
    """Whether the file's status and who decided may follow from this conclusion; `stands` is the status there now."""
    if not is_finished or conclusion is None:
        return Refused(NOT_FINISHED)
    if sector not in BODY:
        return Refused(NO_BODY)
    if conclusion not in STATUS:
        return Refused(NOTHING_TO_TAKE_OVER)
    return Refused(FORMALLY_DECIDED) if stands in FORMAL else Allowed()
