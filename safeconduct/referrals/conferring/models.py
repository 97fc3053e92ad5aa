"""An item of a conference as one side of a referral holds it, and what was said to it; every word in a sealed text."""

import uuid

from django.db import models
from django.db.models import Q

from safeconduct.referrals.conferring.codes import KEPT, Step

ANSWERED = Q(kind__in=["proposed", "no_part"])


class SharedItem(models.Model):
    """An item that went to the other agency, or came from it. Its words stand in its text, and it goes with them.

    `shared` and `conference` are its names and its conference's on both sides, and of this referral alone: two agencies
    that were asked do not learn from them that they were asked the same. `local` is the item in the own conference, at
    the side that asked; `message` carried it.
    """

    text = models.OneToOneField(
        "referrals.Text", primary_key=True, on_delete=models.DB_CASCADE, related_name="item"
    )
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.DO_NOTHING, related_name="shared_items"
    )
    agency_id = models.UUIDField()
    section = models.TextField()
    shared = models.UUIDField()
    conference = models.UUIDField()
    local = models.UUIDField(null=True)
    message = models.UUIDField(null=True)
    until = models.DateTimeField()
    meets_at = models.DateTimeField(null=True)
    came = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'referrals"."shared_item'
        constraints = [
            models.UniqueConstraint(fields=["referral", "shared"], name="one_shared_item_a_name"),
            models.UniqueConstraint(fields=["referral", "local"], name="an_item_goes_once_a_referral"),
        ]
        indexes = [models.Index(fields=["local"], name="shared_items_of_an_item")]


class SharedEntry(models.Model):
    """What was said to a shared item: an answer of a profession there, the decision, minutes. Added, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item = models.ForeignKey(SharedItem, on_delete=models.DB_CASCADE, related_name="entries")
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DO_NOTHING, related_name="+")
    agency_id = models.UUIDField()
    text = models.OneToOneField(
        "referrals.Text", null=True, on_delete=models.DB_CASCADE, related_name="entry"
    )
    kind = models.TextField()
    role = models.TextField()
    author_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."shared_entry'
        constraints = [
            models.UniqueConstraint(
                fields=["item", "role"], condition=ANSWERED, name="one_answer_a_profession"
            ),
            models.UniqueConstraint(
                fields=["item"], condition=Q(kind="decided"), name="one_decision_a_shared_item"
            ),
            models.CheckConstraint(condition=Q(kind__in=list(KEPT)), name="a_listed_step_of_a_conference"),
            models.CheckConstraint(
                condition=Q(kind=Step.NO_PART, text=None) | (~Q(kind=Step.NO_PART) & Q(text__isnull=False)),
                name="whoever_takes_no_part_writes_nothing",
            ),
        ]
