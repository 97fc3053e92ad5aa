"""What the return dossier asks. The person's own word comes first. After the form F9."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.parts import code, day, text
from safeconduct.cases.returning.rules import MONITORING
from safeconduct.vocabulary.codes import (
    Answer3,
    Fitness,
    LawyerAfter,
    LeafletGiven,
    ReturnWill,
    RiskLevel,
    RiskType,
)
from safeconduct.vocabulary.countries import country_named
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.languages import language_named


def _prose(name: str, label: Words, hint: Words = "") -> Field:
    return Field(name, Kind.TEXT, label, long=True, longest=1000, hint=hint)


def _named(name: str, label: Words, known: Any) -> Field:
    return Field(name, Kind.CODE, label, known=known)


RISKS_THERE = Field(
    "there_risks",
    Kind.ROWS,
    _("Risks there"),
    hint=_("A kind of danger, never somebody's name, and no diagnosis."),
    parts=(
        code("type", _("From what"), RiskType, needed=True),
        code("level", pgettext_lazy("risk", "How high"), RiskLevel, needed=True),
        text("evidence", _("How you know"), longest=300),
    ),
    most=20,
)
MITIGATIONS_THERE = Field(
    "there_mitigations",
    Kind.ROWS,
    _("What is done about the risks there"),
    hint=_("A high or imminent risk lets nobody go without something that somebody does until a day."),
    parts=(
        text("what", _("What is done"), longest=200, needed=True),
        text("owner", _("Who does it"), longest=120),
        day("due", _("By")),
    ),
    most=20,
)
CONTACTS = Field(
    "contacts",
    Kind.ROWS,
    _("Contacts in the country of return, for the leaflet"),
    hint=_(
        "What the person can reach there by themselves. The leaflet shows these rows and nothing else of the file."
    ),
    parts=(
        text("who", _("Who"), longest=120, needed=True),
        text("what", _("For what"), longest=200),
        text("how", _("Telephone, place, hours"), longest=200, needed=True),
    ),
    most=12,
)
DAYS_THERE = Field(
    MONITORING,
    Kind.ROWS,
    _("Days after the arrival on which somebody asks how it is"),
    hint=_("As a rule after 1, 3, 6 and 12 months."),
    parts=(
        day("on", _("Ask on"), needed=True),
        text("who", _("Who asks"), longest=120),
        day("held", pgettext_lazy("monitoring", "Asked on")),
    ),
    most=12,
)
"""Days only; Today says the next to the lead once the person has left. What is found then is follow-up, the form F7."""
TOLD = Field(
    "told",
    Kind.ROWS,
    _("What the agency there told"),
    hint=_(
        "Their own words, taken over on the page With the agency there; it says by whom and on which day."
    ),
    parts=(
        text("by", _("Told by"), longest=120, needed=True),
        day("on", _("Told on"), needed=True),
        text("what", _("Their words"), longest=2000, needed=True),
    ),
    most=12,
)
RETURN: tuple[Field, ...] = (
    _named("country", _("To which country"), country_named),
    _prose(
        "will_words",
        _("What the person says about returning, in their own words"),
        _("Asked alone, with an interpreter of their choice, after the ways to stay were explained."),
    ),
    code("will", _("Is it their own will?"), ReturnWill),
    day("will_on", pgettext_lazy("will", "Said on")),
    _named("will_language", _("In which language"), language_named),
    _prose("there_view", _("The person's own view of the danger there")),
    text("there_by", _("Who assessed the risk there: agency and role"), longest=120),
    code("there_level", _("Level of risk there"), RiskLevel),
    day("there_on", _("Assessed there on")),
    day("there_until", _("Valid there until")),
    RISKS_THERE,
    MITIGATIONS_THERE,
    text("met_by", _("Who receives the person: agency and role"), longest=120),
    text("met_where", _("Where"), longest=200),
    day("met_on", _("On which day")),
    text("met_phone", _("Telephone on the way and at the arrival"), longest=60),
    text("plan_with", _("With which agency there the plan was drafted"), longest=120),
    day("plan_on", _("Drafted together on")),
    TOLD,
    text("papers", _("Travel documents"), longest=200),
    text("travels_with", _("Who comes along, by which way"), longest=200),
    code("fit", _("Fit to travel? As the clinician says, no diagnosis"), Fitness),
    code("lawyer", _("A lawyer after the return"), LawyerAfter),
    text("lawyer_who", _("Which lawyer, and how to be reached from there"), longest=200),
    code("for_trial", _("Can the person come back for a trial?"), Answer3),
    CONTACTS,
    code("leaflet", _("How the person has the contacts"), LeafletGiven),
    day("leaflet_on", pgettext_lazy("leaflet", "Since")),
    DAYS_THERE,
    Field(
        "left_on",
        Kind.DATE,
        _("Left on"),
        hint=_("Can be entered only when nothing is missing any more: the page Return says what is."),
    ),
)
