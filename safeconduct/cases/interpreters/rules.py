"""Who keeps the register, who may interpret for a person, and when. Pure.

Sources: interpreters are vetted, bound to silence and asked for conflicts, and relatives and companions are never
interpreters (shared practice, consent and ethics sections 4 and 8; WHO 2003, principle 4). A change needs no reason of
the person: so no rule here asks for one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from safeconduct.cases.follow_up.rules import FARTHEST, Planned, may_plan_for
from safeconduct.cases.interpreters.codes import Conflict, Role, State, Tie
from safeconduct.cases.interpreters.wishes import Offered, Wishes, against
from safeconduct.cases.safe_hours import SafeContact
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused, Words
from safeconduct.vocabulary.languages import language_in_full

NOT_THE_KEEPER = Reason(
    "register_kept_by_others",
    _("The register of interpreters is kept by those who supervise or coordinate."),
    _("Tell one of them what should stand there."),
)
TIED = Reason(
    "interpreter_tied_to_the_person",
    _("Relatives, friends, employers and whoever came along never interpret, however well they are meant."),
    _(
        "Choose somebody from the register, or an interpreter of another service; until then, a telephone interpreter."
    ),
)
NOT_ASKED = Reason(
    "interpreter_tie_not_asked",
    _("Whether they are anything to the person is not said."),
    _("Ask the person when nobody else hears it, and choose the answer."),
)
NO_NAME = Reason(
    "interpreter_not_named",
    _("Who interprets is not said."),
    _("Choose somebody from the register, or write which service sends somebody."),
)
NOT_IN_THE_REGISTER = Reason(
    "interpreter_not_in_register",
    _("This one is not in the register any more."),
    _("Choose somebody else."),
)
NOT_OFFERED = Reason(
    "interpreter_not_offered",
    _("This one is not offered for this person."),
    _("Choose somebody else. Nobody has to say why."),
)
NOT_VETTED = Reason(
    "interpreter_not_vetted",
    _("On this day their vetting does not hold."),
    _("Choose somebody else, or ask whoever keeps the register whether they were vetted again."),
)
NOT_SIGNED = Reason(
    "interpreter_signed_no_silence",
    _("They have not signed to keep silence."),
    _("Choose somebody else, or ask whoever keeps the register to have it signed first."),
)
CLOSE_TO_EXPLOITERS = Reason(
    "interpreter_close_to_exploiters",
    _("In the register stands that they are close to people who exploit others."),
    _("Choose somebody else, and speak with whoever keeps the register."),
)
POSSIBLE_CONFLICT = Reason(
    "interpreter_possible_conflict",
    _("There may be a conflict of interest with somebody in your agency's files."),
    _("Nothing is arranged. Choose somebody else, or ask first."),
)
OTHER_LANGUAGE = "interpreter_other_language"
SPEAKS = _("They do not interpret {language}. In the register stands: {languages}.")
CHOOSE_ANOTHER = _("Choose somebody who does.")
NO_TIME = Reason(
    "interpreting_without_time", _("No day and time are set."), _("Enter the day, and the time as 09:30.")
)
DAY_IS_OVER = Reason("interpreting_day_over", _("This day is over."), _("Enter today or a day to come."))
TOO_FAR = Reason("interpreting_too_far", _("This day lies more than a year ahead."), _("Look at the year."))
AGAINST_WISHES = "interpreting_against_wishes"
ASK_THEM = _("Choose otherwise; or ask the person alone, and tick that they agree to this all the same.")
IS_OVER = Reason("interpreting_is_over", _("This assignment is ended already."), _("Arrange another one."))

MUST_KNOW: dict[Conflict, Words] = {
    Conflict.AUTHORITIES: _("The person must know before: they also work for an authority."),
    Conflict.CONSULATE: _("The person must know before: they also work for an embassy or a consulate."),
    Conflict.OTHER_SIDE: _(
        "The person must know before: they have interpreted for somebody who was accused."
    ),
    Conflict.COMMUNITY: _("The person must know before: they stand for a community or a faith."),
}
"""What is no bar when the person knows of it and agrees."""


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody of the register."""

    id: UUID
    reference: str
    role: Role
    sex: str
    languages: frozenset[str]
    dialects: str
    countries: frozenset[str]
    vetted_on: date | None
    vetted_by: str
    vetted_until: date | None
    signed_on: date | None
    conflicts: frozenset[Conflict]
    note: str
    is_active: bool

    def is_vetted(self, on: date) -> bool:
        """Whether a vetting runs on this day."""
        return (
            self.vetted_on is not None
            and self.vetted_until is not None
            and self.vetted_on <= on <= self.vetted_until
        )


@dataclass(frozen=True, slots=True)
class Meeting:
    """When, where and in which language somebody is to interpret; without a place it is by telephone."""

    on: date | None
    at: time | None
    language: str
    by_telephone: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """One talk with an interpreter as it was arranged. `helper` is None for one of another service, named in words."""

    id: UUID
    helper: UUID | None
    reference: str
    meeting: Meeting
    state: State
    country: str
    """On whose clock its time is."""


@dataclass(frozen=True, slots=True)
class For:
    """The person for whom somebody is asked, as far as it bears on who may interpret, and when."""

    contact: SafeContact
    wishes: Wishes
    apart: frozenset[UUID]
    """Who is not offered for this person."""
    today: date


def may_keep_register(profession: Profession, *, supervises: bool) -> Decision:
    """Whether somebody writes in the register: who supervises, or coordinates. The row policies hold the same."""
    does = profession is Profession.COORDINATOR or (supervises and profession is not Profession.ADMINISTRATOR)
    return Allowed() if does else Refused(NOT_THE_KEEPER)


def may_interpret(tie: Tie | None) -> Decision:
    """Whether somebody who is this to the person may interpret at all, wherever that is entered."""
    if tie is None:
        return Refused(NOT_ASKED)
    return Allowed() if tie is Tie.NONE else Refused(TIED)


def may_be_named(words: str, tie: Tie | None) -> Decision:
    """Whether an interpreter of another service may be entered in words."""
    return may_interpret(tie) if words.strip() else Refused(NO_NAME)


def may_assign(helper: Helper, meeting: Meeting, tie: Tie | None, whom: For, *, agrees: bool) -> Decision:
    """Whether this one may interpret for this person then: first what no yes of the person can mend."""
    allowed = may_interpret(tie)
    if isinstance(allowed, Refused):
        return allowed
    if not helper.is_active:
        return Refused(NOT_IN_THE_REGISTER)
    if helper.id in whom.apart:
        return Refused(NOT_OFFERED)
    if Conflict.EXPLOITERS in helper.conflicts:
        return Refused(CLOSE_TO_EXPLOITERS)
    when = may_meet(meeting, whom)
    if isinstance(when, Refused):
        return when
    unfit = _is_fit(helper, meeting)
    return unfit if unfit is not None else _as_wished(to_know(helper, meeting, whom), agrees=agrees)


def may_assign_other(words: str, meeting: Meeting, tie: Tie | None, whom: For, *, agrees: bool) -> Decision:
    """The same of one of another service: of whom nothing is known here but what was asked."""
    named = may_be_named(words, tie)
    if isinstance(named, Refused):
        return named
    when = may_meet(meeting, whom)
    return when if isinstance(when, Refused) else _as_wished(_of_the_way(meeting, whom), agrees=agrees)


def may_meet(meeting: Meeting, whom: For) -> Decision:
    """Whether the talk may be then: a day to come, a time within the hours in which the person may be reached."""
    if meeting.on is None or meeting.at is None:
        return Refused(NO_TIME)
    if meeting.on < whom.today:
        return Refused(DAY_IS_OVER)
    if meeting.on > whom.today + FARTHEST:
        return Refused(TOO_FAR)
    return may_plan_for(Planned(meeting.on, meeting.at, meeting.by_telephone), whom.contact)


def to_know(helper: Helper, meeting: Meeting, whom: For) -> list[Words]:
    """What the person wishes otherwise or must know before: with their yes it is no bar."""
    offered = Offered(helper.sex, helper.countries)
    wished = against(whom.wishes, offered, by_telephone=meeting.by_telephone)
    return [*wished, *(words for code, words in MUST_KNOW.items() if code in helper.conflicts)]


def may_change(one: Assignment) -> Decision:
    """Whether an assignment can still be changed or ended. No reason is asked of anybody."""
    return Allowed() if one.state is State.PLANNED else Refused(IS_OVER)


def _of_the_way(meeting: Meeting, whom: For) -> list[Words]:
    way_alone = Wishes(way=whom.wishes.way)
    return list(against(way_alone, Offered(), by_telephone=meeting.by_telephone))


def _is_fit(helper: Helper, meeting: Meeting) -> Refused | None:
    if meeting.on is None or not helper.is_vetted(meeting.on):
        return Refused(NOT_VETTED)
    if helper.signed_on is None or helper.signed_on > meeting.on:
        return Refused(NOT_SIGNED)
    if meeting.language not in helper.languages:
        spoken = ", ".join(language_in_full(one) for one in sorted(helper.languages))
        sentence = format_lazy(SPEAKS, language=language_in_full(meeting.language), languages=spoken)
        return Refused(Reason(OTHER_LANGUAGE, sentence, CHOOSE_ANOTHER))
    return None


def _as_wished(said: Iterable[Words], *, agrees: bool) -> Decision:
    sentences = list(said)
    if agrees or not sentences:
        return Allowed()
    return Refused(
        Reason(AGAINST_WISHES, format_lazy("{}" + " {}" * (len(sentences) - 1), *sentences), ASK_THEM)
    )
