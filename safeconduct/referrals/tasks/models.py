"""A task in common as this side holds it, beside its sealed words."""

from django.db import models
from django.db.models import Q

from safeconduct.referrals.moves import Side
from safeconduct.referrals.tasks.rules import Ended

SIDES = [side.value for side in Side]


class Task(models.Model):
    """A task in common: which side does it, by when, and how it ended. What it is stands in its text, sealed.

    `shared` is its name on both sides. It goes with its text, and so with the section that this is about.
    """

    text = models.OneToOneField(
        "referrals.Text", primary_key=True, on_delete=models.DB_CASCADE, related_name="task"
    )
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DO_NOTHING, related_name="tasks")
    agency_id = models.UUIDField()
    shared = models.UUIDField()
    owner = models.TextField(choices=[(side, side) for side in SIDES])
    maker = models.TextField(choices=[(side, side) for side in SIDES])
    due = models.DateField(null=True)
    ended = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'referrals"."task'
        constraints = [
            models.UniqueConstraint(fields=["referral", "shared"], name="one_task_a_name"),
            models.CheckConstraint(
                condition=Q(ended="", ended_at=None) | (~Q(ended="") & Q(ended_at__isnull=False)),
                name="an_ended_task_says_when",
            ),
            models.CheckConstraint(
                condition=Q(owner__in=SIDES, maker__in=SIDES), name="a_task_is_of_two_sides"
            ),
            models.CheckConstraint(condition=Q(ended__in=["", *Ended]), name="a_task_ends_as_is_listed"),
        ]
        indexes = [
            models.Index(fields=["agency_id", "due"], condition=Q(ended=""), name="open_tasks_by_day"),
        ]
