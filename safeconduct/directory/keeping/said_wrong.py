"""Services of which somebody has said that how they are reached is wrong, while nobody has answered.

Everybody sees that it was said; who said it, and in which words, the row policies leave to whom it is for.
"""

from django.db.models import BooleanField, F, Func

from safeconduct.directory.models import Entry

WORD = Func(F("team_id"), F("service"), function="directory.is_said_wrong", output_field=BooleanField())
"""To annotate services with, as `said_wrong`: no statement more."""


def is_said_wrong(entry: Entry) -> bool:
    """As it was read with the service; False where it was read without."""
    return bool(getattr(entry, "said_wrong", False))


def other_number(entry: Entry) -> str:
    """Another number of its agency than the one that was said to be wrong; "" where none is known. One question."""
    duty = entry.agency.duty_number
    shown = {duty} if entry.is_confidential or not entry.contact else {entry.contact}
    if duty and duty not in shown:
        return duty
    beside = Entry.objects.filter(agency_id=entry.agency_id).exclude(id=entry.id).exclude(contact="")
    found = beside.annotate(said_wrong=WORD).filter(said_wrong=False).exclude(contact__in=[*shown, duty])
    return found.order_by("id").values_list("contact", flat=True).first() or ""
