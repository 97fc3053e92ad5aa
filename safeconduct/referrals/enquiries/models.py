"""An enquiry as one side holds it. Codes, days and a scanned note: no person, no case, no author on the other side."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from safeconduct.referrals.moves import Side
from safeconduct.vocabulary.codes import Answer3, Feasibility, TransferGround, Urgency
from safeconduct.vocabulary.scanner import LONGEST

SIDES = [side.value for side in Side]


class Enquiry(models.Model):
    """One service asked by one agency. `shared` is its name on both sides, `handle` that of its road.

    `together` joins what was asked at once, for the asker's own page: it never travels. The note is kept as it was
    sent, in clear: it has no section and no person. An enquiry goes thirty days after its last change.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    shared = models.UUIDField()
    side = models.TextField(choices=[(side, side) for side in SIDES])
    agency_id = models.UUIDField()
    other_agency_id = models.UUIDField()
    peer = models.TextField()
    handle = models.TextField()
    team_id = models.UUIDField()
    service = models.TextField()
    """The service of the directory that is asked; `services` is what the person needs."""
    reference = models.TextField()
    role = models.TextField()
    country = models.CharField(max_length=2)
    is_child = models.TextField()
    sex = models.TextField(blank=True)
    languages = ArrayField(models.TextField(), default=list)
    services = ArrayField(models.TextField(), default=list)
    exploitation = ArrayField(models.TextField(), default=list)
    urgency = models.TextField()
    part_of_country = models.TextField()
    constraints = ArrayField(models.TextField(), default=list)
    note = models.TextField(blank=True)
    note_language = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    changed_at = models.DateTimeField()
    asked_by = models.UUIDField(null=True)
    together = models.UUIDField(null=True)
    message = models.UUIDField(null=True)
    answer = models.TextField(blank=True)
    possible_from = models.DateField(null=True)
    other_team = models.UUIDField(null=True)
    other_service = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    converted_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    """When it was said, there or here, that somebody else of the round was taken."""
    kept_at = models.DateTimeField(null=True)
    """When it was said, there or here, that whoever asked goes on with this one. The later word of the two stands."""
    closing = models.UUIDField(null=True)
    """The last message that says either, on the asker's side."""
    transfer_ground = models.TextField(blank=True, default="", db_default="")
    """On which ground it left the European Union, where one is asked; it does not travel."""
    transfer_number = models.TextField(blank=True, default="", db_default="")

    class Meta:
        db_table = 'referrals"."enquiry'
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "shared"], name="one_enquiry_a_name"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="an_enquiry_has_two_sides"),
            models.CheckConstraint(
                condition=Q(
                    urgency__in=[str(code) for code in Urgency], is_child__in=[str(c) for c in Answer3]
                ),
                name="an_enquiry_is_asked_in_codes",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length(F("note")), LONGEST), name="a_note_is_short"
            ),
            models.CheckConstraint(
                condition=Q(answer__in=["", *[str(code) for code in Feasibility]]), name="an_answer_is_listed"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="an_answer_says_when",
            ),
            models.CheckConstraint(
                condition=Q(answer=Feasibility.POSSIBLE_FROM.value, possible_from__isnull=False)
                | (~Q(answer=Feasibility.POSSIBLE_FROM.value) & Q(possible_from=None)),
                name="possible_from_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(side=Side.SENDER.value)
                | Q(converted_at=None, asked_by=None, together=None, message=None, closing=None),
                name="only_the_asker_knows_more",
            ),
            models.CheckConstraint(
                condition=Q(side=Side.RECEIVER.value) | Q(answered_by=None), name="who_answered_stays_there"
            ),
            models.CheckConstraint(
                condition=Q(transfer_ground__in=["", *TransferGround]), name="an_enquiry_with_a_listed_ground"
            ),
        ]
        indexes = [
            models.Index(fields=["agency_id", "side", "until"], name="enquiries_of_an_agency"),
            models.Index(fields=["asked_by"], name="enquiries_of_a_member"),
            models.Index(
                fields=["together"], condition=Q(together__isnull=False), name="enquiries_asked_together"
            ),
        ]
