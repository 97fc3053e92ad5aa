"""Who holds a section in the receiver's own file, as both sides know it, and what the sender asks of them."""

import uuid

from django.db import models
from django.db.models import Q

from safeconduct.referrals.holders.rules import HolderAnswer
from safeconduct.vocabulary.codes import AskFor


class NamedHolder(models.Model):
    """That a profession at the receiver holds a section in a file of its own: since when, and no content.

    `case_id` is this side's own file of the person. It is seen while the referral is under way, and goes with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.DB_CASCADE, related_name="named_holders"
    )
    agency_id = models.UUIDField()
    case_id = models.UUIDField()
    section = models.TextField()
    profession = models.TextField()
    since = models.DateField()
    told_at = models.DateTimeField()

    class Meta:
        db_table = 'referrals"."named_holder'
        indexes = [models.Index(fields=["case_id"], name="named_holders_of_a_case")]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "section", "profession"], name="one_row_a_named_holder"
            ),
        ]


class HolderAsk(models.Model):
    """What the sender asks whoever holds a section over there. `asked_by` is empty at the receiver: no name travels."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey(
        "referrals.Referral", on_delete=models.DB_CASCADE, related_name="holder_asks"
    )
    agency_id = models.UUIDField()
    case_id = models.UUIDField()
    shared = models.UUIDField()
    section = models.TextField()
    asked_by = models.UUIDField(null=True)
    role = models.TextField()
    ask_for = models.TextField()
    until = models.DateField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'referrals"."holder_ask'
        indexes = [models.Index(fields=["case_id"], name="holder_asks_of_a_case")]
        constraints = [
            models.UniqueConstraint(fields=["referral", "shared"], name="one_holder_ask_a_name"),
            models.CheckConstraint(
                condition=Q(ask_for__in=list(AskFor)), name="asked_there_for_what_is_listed"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *HolderAnswer]), name="answered_there_as_is_listed"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="answered_there_has_what_and_when",
            ),
        ]
