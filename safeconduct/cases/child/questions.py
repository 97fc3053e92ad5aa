"""What the section about a child asks: who stands for the child, what the child says, what was weighed and decided.

The child's own words stand before what anybody decides. After the form F10.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from safeconduct.cases.kinds import Field, Kind
from safeconduct.cases.parts import code, day, text
from safeconduct.vocabulary.codes import (
    ChildDecision,
    ChildHeard,
    FamilyTracing,
    GuardianConflict,
    GuardianMandate,
    Interest,
)

GUARDIANS = Field(
    "guardians",
    Kind.ROWS,
    _("Who stands for the child"),
    hint=_(
        "A parent too. Write an office and a role, or a code, never a name; the permission in a talk names them in the "
        "same words. Where a conflict of interest is only suspected, say so: their yes counts for nothing then."
    ),
    parts=(
        text("who", _("Guardian: office and role, or a code"), longest=60, needed=True),
        code("mandate", _("By what right"), GuardianMandate, needed=True),
        day("since", pgettext_lazy("mandate", "Since")),
        day("until", pgettext_lazy("mandate", "Until")),
        code("conflict", _("Conflict of interest?"), GuardianConflict, needed=True),
        text("why", _("How you know that there is one, or none"), needed=True),
    ),
    most=8,
)
VIEWS = Field(
    "views",
    Kind.ROWS,
    _("What the child says, in the child's own words"),
    hint=_("Before each decision anew. Write what was said, not what it means; no names of others."),
    parts=(
        day("on", _("Said on"), needed=True),
        code("how", _("How the child was heard"), ChildHeard, needed=True),
        text("about", _("What it was about"), longest=120),
        text("words", _("The child's own words"), needed=True),
    ),
)
FACTORS = Field(
    "factors",
    Kind.ROWS,
    _("What was weighed"),
    parts=(
        code("factor", pgettext_lazy("best interests", "Element"), Interest, needed=True),
        text("what", _("What is known of it, and how much it weighs"), needed=True),
    ),
    most=20,
)
OPTIONS = Field(
    "options",
    Kind.ROWS,
    _("Between what was chosen"),
    parts=(
        text("option", pgettext_lazy("best interests", "Option"), longest=200, needed=True),
        text("in_favour", _("What speaks for it, for this child")),
        text("against", _("What speaks against it, for this child")),
    ),
    most=10,
)
DECISIONS = Field(
    "decisions",
    Kind.ROWS,
    _("Decisions in the child's best interests"),
    hint=_("A later decision is a row of its own; the earlier ones stay."),
    parts=(
        code("about", _("Decision"), ChildDecision, needed=True),
        text("what", _("What was decided"), longest=300, needed=True),
        day("on", _("Decided on"), needed=True),
        text("panel", _("Who took part: offices and roles"), longest=200),
        text("reasons", _("Why this is best for the child"), needed=True),
        text("no_view", _("Why it was decided without the child's view"), longest=300),
        day("review", _("To be looked at again on"), needed=True),
    ),
    most=20,
)
CHILD: tuple[Field, ...] = (
    GUARDIANS,
    day("independent_asked", _("Somebody independent was asked for on")),
    text("independent_of", _("Of which authority"), longest=120),
    Field(
        "authority",
        Kind.TEXT,
        _("Whom to call at the authority when the child is missing: office, role, telephone"),
        hint=_("Agree on it before a journey: whoever looks after the child then reads it in the alarm."),
        longest=200,
    ),
    VIEWS,
    FACTORS,
    OPTIONS,
    code("tracing", _("Search for the family"), FamilyTracing),
    DECISIONS,
)
