"""The questions that are answered by rows: needs, actions of a plan, risks, safe hours. After the forms F3 to F5.

In a row the person's own words stand before what a professional says of it.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.parts import code as _code
from safeconduct.cases.parts import day as _day
from safeconduct.cases.parts import text as _text
from safeconduct.cases.safe_hours import DAY_LABELS, Days
from safeconduct.vocabulary.codes import (
    OF_HEALTH,
    ActionState,
    FactorLevel,
    Need,
    NeedLevel,
    PlanAction,
    PlanConsent,
    RiskLevel,
    RiskType,
    ServiceAvailable,
)
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import choices


def _domains(*, of_health: bool) -> dict[str, Words]:
    return {code: words for code, words in choices(Need) if (Need(code) in OF_HEALTH) is of_health}


def _strings(labels: Mapping[Days, Words]) -> dict[str, Words]:
    return {code.value: words for code, words in labels.items()}


def _needs(domains: dict[str, Words]) -> tuple[Field, ...]:
    return (
        Field("domain", Kind.CODE, _("What it is about"), choices=domains, needed=True),
        _code("need", _("How pressing"), NeedLevel, needed=True),
        _text("wish", _("The person's wish, in their own words")),
        _text("view", _("The professional's view")),
        _code("service", _("Is there a service?"), ServiceAvailable),
        _text("gap", _("What is lacking")),
    )


NEEDS_ONE_BY_ONE = Field(
    "assessed",
    Kind.ROWS,
    _("Needs one by one"),
    hint=_(
        "Write nothing about health here: whoever receives this section reads it before they have accepted. What is "
        "needed in medical care, a pregnancy and psychological support has a list of its own in the section Health, "
        "which the clinicians keep."
    ),
    parts=_needs(_domains(of_health=False)),
)
HEALTH_NEEDS = Field(
    "health_needs",
    Kind.ROWS,
    pgettext_lazy("health", "Needs one by one"),
    parts=_needs(_domains(of_health=True)),
)
PLAN: tuple[Field, ...] = (
    Field("persons_goals", Kind.TEXT, _("What the person wants to reach, in their own words"), long=True),
    Field("objectives", Kind.TEXT, _("What this plan is to reach"), long=True),
    Field(
        "plan_actions",
        Kind.ROWS,
        _("Actions"),
        hint=_(
            "Say of health no more than that there is an appointment: no diagnosis and no treatment. Everybody in "
            "the team who may read the plan reads this."
        ),
        parts=(
            _text("what", _("What is done"), longest=200, needed=True),
            _code("type", _("Kind of action"), PlanAction),
            _text("who", _("Who does it: agency and role, also abroad"), longest=120, needed=True),
            _day("planned", _("Planned end")),
            _code("state", _("How far it is"), ActionState),
            _day("ended", _("Ended on")),
        ),
    ),
    _code("plan_consent", _("What the person says to this plan"), PlanConsent),
    _day("plan_consent_on", _("Said on")),
    Field(
        "plan_reviews",
        Kind.ROWS,
        _("Days on which the plan is looked at again, with the person"),
        parts=(_day("on", _("Look again on"), needed=True), _day("held", _("Held on"))),
    ),
)
SAFE_HOURS = Field(
    "safe_hours",
    Kind.ROWS,
    _("In which hours the person may be reached"),
    hint=_(
        "Hours that stand here are kept to: nothing is planned with the person outside them. An end before the "
        "beginning lies on the next day; the same time twice is a whole day."
    ),
    parts=(
        Field("days", Kind.CODE, _("On which days"), choices=_strings(DAY_LABELS), needed=True),
        Field("from", Kind.TIME, pgettext_lazy("hours", "From"), needed=True),
        Field("until", Kind.TIME, pgettext_lazy("hours", "Until"), needed=True),
    ),
    most=14,
)
RISKS = Field(
    "risk_rows",
    Kind.ROWS,
    _("Risks"),
    hint=_(
        "A kind of danger, never somebody's name, and no diagnosis: this section is read before they accept."
    ),
    parts=(
        _code("type", _("From what"), RiskType, needed=True),
        _code("level", pgettext_lazy("risk", "How high"), RiskLevel, needed=True),
        _code("factor", _("Where it lies"), FactorLevel),
        _text("evidence", _("How you know")),
    ),
)
MITIGATIONS = Field(
    "mitigations",
    Kind.ROWS,
    _("What is done about the risks"),
    hint=_("A high or imminent risk can be sent only with something that somebody does until a day."),
    parts=(
        _text("what", _("What is done"), longest=200, needed=True),
        _text("owner", _("Who does it"), longest=120),
        _day("due", _("By")),
    ),
)
