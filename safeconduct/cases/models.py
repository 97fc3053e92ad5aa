"""The versions of a section, sealed under the section's key. Old versions stay until the key goes."""

import uuid

from django.db import models


class SectionVersion(models.Model):
    """One saved state of one section of one case (own: written here; received: a replica from a peer)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField()
    section = models.TextField()
    version = models.IntegerField()
    generation = models.IntegerField()
    sealed = models.BinaryField()
    saved_at = models.DateTimeField()
    saved_by_role = models.TextField()
    saved_by_agency = models.UUIDField(null=True)

    class Meta:
        db_table = 'cases"."section_version'
        constraints = [
            models.UniqueConstraint(fields=["case_id", "section", "version"], name="one_row_a_version"),
            models.CheckConstraint(condition=models.Q(version__gte=1), name="versions_count_from_one"),
        ]


class Bringing(models.Model):
    """One import: who brings in a file, how far it is, and its numbers. `sealed` lies under the file's own key.

    What stands open here names nobody: no name of a file, no column and no cell. `due` is when the file and its key are
    deleted at the latest; the row with its numbers stays.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    member_id = models.UUIDField()
    agency_id = models.UUIDField()
    state = models.TextField()
    begun_at = models.DateTimeField()
    due = models.DateTimeField()
    digest = models.TextField()
    sealed = models.BinaryField(null=True)
    total = models.IntegerField()
    parts = models.IntegerField()
    parts_done = models.IntegerField(default=0)
    good = models.IntegerField(default=0)
    wrong = models.IntegerField(default=0)
    twins = models.IntegerField(default=0)
    taken = models.IntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    gone = models.IntegerField(default=0)
    stayed = models.IntegerField(default=0)
    moved_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."bringing'
        indexes = [models.Index(fields=["agency_id", "-begun_at"], name="imports_of_an_agency")]


class BringingPart(models.Model):
    """A thousand rows of a file, sealed under the file's key, and what was found in them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    bringing_id = models.UUIDField()
    member_id = models.UUIDField()
    number = models.IntegerField()
    due = models.DateTimeField()
    rows = models.BinaryField()
    found = models.BinaryField(null=True)
    answers = models.BinaryField(null=True)
    is_taken = models.BooleanField(default=False)

    class Meta:
        db_table = 'cases"."bringing_part'
        constraints = [
            models.UniqueConstraint(fields=["bringing_id", "number"], name="one_part_a_number"),
        ]


class Brought(models.Model):
    """Where a case comes from: which import, which row of its file, and its number elsewhere, sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    case_id = models.UUIDField(unique=True)
    section = models.TextField()
    generation = models.IntegerField()
    bringing_id = models.UUIDField()
    row = models.IntegerField()
    sealed = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."brought'
        indexes = [models.Index(fields=["bringing_id", "row"], name="brought_by_an_import")]


class KeptMapping(models.Model):
    """Which columns of the agency's own lists become what: kept to be used again. Names of columns, no cells."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency_id = models.UUIDField()
    name = models.TextField()
    mapping = models.JSONField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = 'cases"."kept_mapping'
        constraints = [
            models.UniqueConstraint(fields=["agency_id", "name"], name="one_mapping_a_name"),
        ]
