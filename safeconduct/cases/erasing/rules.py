"""Who asks for the erasure of one section at the person's wish, who confirms it, and when it is refused. Pure.

Source: Article 17 GDPR; what is under a legal hold stays until its end (Article 17(3)(e)). That two people do it, and
that the alias and what says whether somebody is a child stay with the file, is this project's rule; no lawyer has
checked it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section

OF_A_PROFESSION = frozenset({Section.HEALTH, Section.LEGAL})
"""Kept by clinicians or lawyers: whoever of them writes there asks, and not who leads."""
KEPT = frozenset({Section.PROFILE})
"""What goes with the whole file only."""

NOT_YOURS = Reason(
    "not_yours_to_ask_erasure",
    _("Only whoever leads the case asks for this; of health and legal matters, only who keeps them."),
    _("Tell them what the person wishes."),
)
KEPT_WITH_FILE = Reason(
    "erased_with_the_file",
    _("The profile goes with the whole file: without it nobody knows whether the person is a child."),
    _("Take single answers out of it, or let the whole file end."),
)
NOTHING_THERE = Reason(
    "nothing_to_erase", _("Nothing is written in this section."), _("There is nothing to do.")
)
WAITS_ALREADY = Reason(
    "erasure_waits_already",
    _("This was asked for already, and waits for a second person."),
    _("Ask a colleague who supervises or has the case in hand to look at it."),
)
SAID_AHEAD = Reason(
    "erasure_said_ahead", _("This day lies ahead."), _("Enter the day on which the person said so.")
)
DECIDED = Reason("erasure_decided", _("This was decided already."), _("Read on the page what became of it."))
WANTS_TWO = Reason(
    "erasure_wants_two",
    _("Whoever asked for it does not confirm it."),
    _("Ask a colleague who supervises or has the case in hand."),
)
NOT_THE_SECOND = Reason(
    "not_yours_to_erase",
    _("Only somebody who supervises, or has the case in hand, confirms this."),
    _("Ask one of them."),
)


def held(until: date) -> Reason:
    """A legal hold stands, and until when."""

    def sentence() -> str:
        day = date_format(until, "j F Y")
        return gettext("A legal hold keeps what belongs to this file until %(day)s.") % {"day": day}

    return Reason("erasure_held", lazy(sentence, str)(), _("Ask again after its end, or let it be lifted."))


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of the section before anybody asks."""

    section: Section
    leads: bool
    edits: bool
    is_written: bool
    waits: bool
    held_until: date | None


def may_ask(place: Place, *, said_on: date, today: date) -> Decision:
    """Whether this member may ask for it."""
    if place.section in KEPT:
        return Refused(KEPT_WITH_FILE)
    if not place.edits or not (place.leads or place.section in OF_A_PROFESSION):
        return Refused(NOT_YOURS)
    if place.held_until is not None:
        return Refused(held(place.held_until))
    if place.waits:
        return Refused(WAITS_ALREADY)
    if not place.is_written:
        return Refused(NOTHING_THERE)
    return Refused(SAID_AHEAD) if said_on > today else Allowed()


def may_decide(
    *, verdict: str, asked_by: UUID, by: UUID, supervises: bool, has_in_hand: bool, profession: Profession
) -> Decision:
    """Whether this member is the second person."""
    if profession is Profession.ADMINISTRATOR or not (supervises or has_in_hand):
        return Refused(NOT_THE_SECOND)
    if verdict:
        return Refused(DECIDED)
    return Refused(WANTS_TWO) if asked_by == by else Allowed()


def may_erase(held_until: date | None) -> Decision:
    """Whether it may be confirmed at this moment."""
    return Allowed() if held_until is None else Refused(held(held_until))
