"""The parts of these pages that come one after another."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

CLOCKS = [
    ("sent", _("until a referral is noticed")),
    ("acknowledged", _("until it is decided")),
    ("info_requested", _("until a question is answered")),
    ("accepted", _("until the handover is agreed on")),
    ("outcome_recorded", _("until the outcome is confirmed")),
]
"""The codes are states of a referral, as nodes name them."""


class Step(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """Something that happened, and what shows it."""

    day = blocks.DateBlock(label=_("Day"))
    words = blocks.TextBlock(label=_("What happened"), max_length=600)
    shown_by = blocks.URLBlock(label=_("What shows it (address)"), required=False)


class Agency(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """An organisation that stands to it."""

    name = blocks.CharBlock(label=_("Organisation"), max_length=120)
    place = blocks.CharBlock(label=_("Country or town"), max_length=80)
    day = blocks.DateBlock(label=_("Since"))


class Signature(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """Who signed for which organisation; the paper or file itself stays with the organisation."""

    name = blocks.CharBlock(label=_("Organisation"), max_length=120)
    role = blocks.CharBlock(label=_("Signed by (role, no name)"), max_length=120)
    day = blocks.DateBlock(label=_("Signed on"))


class Level(blocks.StructBlock):  # type: ignore[misc]  # Wagtail brings no types
    """A time within which something is done."""

    what = blocks.CharBlock(label=_("What is done"), max_length=160)
    hours = blocks.IntegerBlock(label=_("Within hours"), min_value=1, max_value=8760)
    clock = blocks.ChoiceBlock(
        choices=CLOCKS,
        required=False,
        label=_("Clock of a node that it sets"),
        help_text=_("Nodes compare their own times with it. Left open, nobody does."),
    )


STEPS = [("step", Step(label=_("Step"), icon="date"))]
AGENCIES = [("agency", Agency(label=_("Organisation"), icon="group"))]
SIGNATURES = [("signature", Signature(label=_("Signature"), icon="check"))]
LEVELS = [("level", Level(label=_("Time limit"), icon="time"))]
