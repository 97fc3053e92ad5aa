"""Every figure of the loop: what it is called, what it counts, and of what. The page and its reference read it here."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.decisions import Words


class Kind(StrEnum):
    """How a figure is made of the tallies."""

    SHARE = "share"
    """So many of so many."""
    TIME = "time"
    """The median and the ninth of ten of a time."""
    CODES = "codes"
    """A list of codes, each with its number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure. `part` is the word that is counted, or the beginning of it before a colon."""

    code: str
    kind: Kind
    title: Words
    meaning: Words
    """The definition, for whoever opens the figure."""
    part: str
    of: str = "sent"
    """What is all: a word too."""
    is_bad: bool = True
    """Whether more of it is worse; of times always."""
    of_persons: bool = False
    """Whether it says what became of persons, and not how agencies acted: then few are hidden in its totals too."""


TILL = _(
    "From when it was sent, nights and weekends counted, in steps: “within 4 hours”. A referral that has not got there "
    "yet counts as longer than every other one; so the answer can be “not yet half of them”."
)

FIGURES: tuple[Figure, ...] = (
    Figure(
        code="silent", kind=Kind.SHARE, part="silent", title=_("No feedback"),
        meaning=_("Referrals whose time to acknowledge or to decide is over and that have no decision, of all that "
                  "were sent. Somebody who decides late is counted here no more."),
    ),
    Figure(
        code="only_acknowledged", kind=Kind.SHARE, part="only_acknowledged", title=_("Acknowledged, never decided"),
        of="silent",
        meaning=_("Of those without feedback the ones that were acknowledged: somebody has it and says nothing."),
    ),
    Figure(
        code="acknowledged", kind=Kind.TIME, part="acknowledged", title=_("Time to acknowledge"), meaning=TILL,
    ),
    Figure(code="decided", kind=Kind.TIME, part="decided", title=_("Time to decide"), meaning=TILL),
    Figure(
        code="contact", kind=Kind.TIME, part="contact", of="accepted", title=_("Time to the first contact"),
        meaning=_("Of those that were accepted, from the sending until the person came or the service began. Who "
                  "is still awaited counts as longer than every other one."),
    ),
    Figure(
        code="outcome", kind=Kind.TIME, part="outcome", of="accepted", title=_("Time to the outcome"),
        meaning=_("Of those that were accepted, from the sending until an outcome was recorded. Help that goes on "
                  "has none yet, and counts as longer than every other one."),
    ),
    Figure(
        code="declined", kind=Kind.CODES, part="declined", title=_("Declined, and why"),
        meaning=_("Referrals that were declined and not passed on, by the last reason. “No capacity” where the "
                  "directory said “free” means that the directory was out of date."),
    ),
    Figure(
        code="service_gap", kind=Kind.SHARE, part="service_gap", of_persons=True, title=_("Closed without any service"),
        meaning=_("Declined and closed by the sender because no service was found: a gap, of all that were sent."),
    ),
    Figure(
        code="withdrawn", kind=Kind.CODES, part="withdrawn", of_persons=True, title=_("Taken back, and why"),
        meaning=_("Referrals that the sender, the person or the end of a consent took back, of all that were "
                  "sent."),
    ),
    Figure(
        code="not_taken_up", kind=Kind.CODES, part="not_taken_up", of="accepted", of_persons=True,
        title=_("Not taken up"),
        meaning=_("Of those that were accepted, where the person went another way. It is no fault of the service."),
    ),
    Figure(
        code="became", kind=Kind.CODES, part="became", of="accepted", title=_("What became of it"), is_bad=False,
        of_persons=True,
        meaning=_("The outcomes that were recorded, of those that were accepted. One that asked for several "
                  "services is counted at each of its outcomes."),
    ),
    Figure(
        code="confirmation", kind=Kind.CODES, part="confirmation", of="outcome", title=_("Outcomes answered"),
        is_bad=False,
        meaning=_("Of those with a recorded outcome, the ones that the sender closed with an answer to it: confirmed, "
                  "disputed, or not confirmed."),
    ),
    Figure(
        code="no_show", kind=Kind.SHARE, part="no_show", of="planned", of_persons=True, title=_("Did not arrive"),
        meaning=_("Of those with a planned handover, where the person was missed at least once."),
    ),
    Figure(
        code="not_delivered", kind=Kind.SHARE, part="not_delivered", title=_("Not delivered"),
        meaning=_("Referrals that the other node has not confirmed to have by its deadline, and that still wait."),
    ),
    Figure(
        code="abroad", kind=Kind.SHARE, part="abroad", title=_("To another country"), is_bad=False,
        meaning=_("Referrals between agencies of two countries, of all that were sent."),
    ),
)  # fmt: skip
BY_CODE: dict[str, Figure] = {figure.code: figure for figure in FIGURES}
