"""A conference, its items and what is written to each: every text under the key of the section that it touches."""

import uuid

from django.db import models

from safeconduct.cases.conferences.codes import EntryKind


class Conference(models.Model):
    """A question of whoever leads a case to everybody with a place in it, sealed under the key of the profile.

    What lies open: whose it is, when it ends, and when one meets. Whatever touches another section is an item.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    meets_at = models.DateTimeField(null=True)

    class Meta:
        db_table = 'cases"."conference'
        indexes = [models.Index(fields=["case_id", "opened_at"], name="conferences_of_a_case")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(section="profile"), name="conferences_belong_to_profile"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gte=models.F("opened_at")), name="ends_after_it_was_opened"
            ),
        ]


class ConferenceItem(models.Model):
    """One item of the agenda, sealed under the key of the section that it touches, and seen by who opens that."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    conference_id = models.UUIDField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    added_by = models.UUIDField()
    role = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."conference_item'
        indexes = [models.Index(fields=["case_id", "section"], name="items_of_a_section")]


class ConferenceEntry(models.Model):
    """What was written to an item: the person's view, a proposal, the decision, minutes. Added, never changed.

    Sealed under the key of the item's section. A proposal is one for each author, the decision one for all.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    item_id = models.UUIDField()
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    kind = models.TextField()
    author_id = models.UUIDField()
    role = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."conference_entry'
        indexes = [
            models.Index(fields=["item_id", "at"], name="entries_of_an_item"),
            models.Index(fields=["case_id"], name="entries_of_a_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["item_id", "author_id"],
                condition=models.Q(kind="proposal"),
                name="one_proposal_an_author",
            ),
            models.UniqueConstraint(
                fields=["item_id"], condition=models.Q(kind="decision"), name="one_decision_an_item"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=list(EntryKind)), name="written_as_what_is_listed"
            ),
        ]
