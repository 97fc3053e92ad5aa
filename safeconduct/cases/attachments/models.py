"""A file attached to a section, and the parts of its content: both sealed under the section's key."""

import uuid

from django.db import models

from safeconduct.cases.attachments.codes import RemovedWhy


class Attachment(models.Model):
    """One file. Sealed: title, what is seen on it, kind, pages, size, hash. Open: whose, when, why taken away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    agency_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    added_by = models.UUIDField()
    role = models.TextField()
    added_at = models.DateTimeField()
    removed_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True)
    removed_why = models.TextField(null=True)

    class Meta:
        db_table = 'cases"."attachment'
        indexes = [models.Index(fields=["case_id", "section", "added_at"], name="attachments_of_a_section")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(removed_by=None, removed_at=None, removed_why=None)
                | models.Q(removed_by__isnull=False, removed_at__isnull=False, removed_why__isnull=False),
                name="removed_has_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=models.Q(removed_why=None) | models.Q(removed_why__in=list(RemovedWhy)),
                name="removed_for_what_is_listed",
            ),
        ]


class AttachmentPart(models.Model):
    """A mebibyte of a file's content, bound to its file and its place in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    attachment_id = models.UUIDField()
    case_id = models.UUIDField()
    section = models.TextField()
    generation = models.IntegerField()
    number = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = 'cases"."attachment_part'
        constraints = [
            models.UniqueConstraint(fields=["attachment_id", "number"], name="one_part_a_place"),
            models.CheckConstraint(condition=models.Q(number__gte=0), name="parts_count_from_nought"),
        ]
