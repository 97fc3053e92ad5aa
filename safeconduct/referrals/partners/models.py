"""How a referral went to a partner without a node: codes and moments, and no word of anybody."""

import uuid
from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from safeconduct.referrals.partners.rules import Step
from safeconduct.vocabulary.codes import PartnerWay


class ByHand(models.Model):
    """That it left, that they have it, or that they were told that it was taken back: entered by the sender.

    `told_by` is what they are there, where they told it; empty for what somebody here did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    referral = models.ForeignKey("referrals.Referral", on_delete=models.DB_CASCADE, related_name="by_hand")
    agency_id = models.UUIDField()
    step = models.TextField(choices=[(step.value, step.value) for step in Step])
    way = models.TextField(choices=[(way.value, way.value) for way in PartnerWay])
    told_by = models.TextField(blank=True)
    at = models.DateTimeField()
    entered_at = models.DateTimeField()

    class Meta:
        app_label = "referrals"
        db_table = 'referrals"."by_hand'
        constraints = [
            models.CheckConstraint(
                condition=Q(step__in=[step.value for step in Step]), name="by_hand_as_is_listed"
            ),
            models.CheckConstraint(
                condition=Q(way__in=[way.value for way in PartnerWay]), name="by_hand_in_a_listed_way"
            ),
            models.CheckConstraint(
                condition=Q(step="left", told_by="") | (~Q(step="left") & ~Q(told_by="")),
                name="what_is_told_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(at__lte=F("entered_at") + timedelta(minutes=5)),
                name="by_hand_before_it_is_entered",
            ),
        ]
        indexes = [models.Index(fields=["referral", "at"], name="by_hand_of_a_referral")]
