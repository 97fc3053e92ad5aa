"""The tables of imports: `migrations/sql/0010_bringing.sql`. Read by who keeps the node; written by its functions."""

from django.db import models


class Bringing(models.Model):
    """One file that was brought in, by whom, and how far it is."""

    id = models.UUIDField(primary_key=True)
    state = models.TextField()
    form = models.TextField()
    digest = models.TextField()
    source = models.TextField()
    """What the file is, in words or as an address: with a row's own number it is the key of a repeated import."""
    source_date = models.DateField(null=True)
    confidence = models.TextField()
    country = models.TextField()
    place = models.TextField()
    mapping = models.JSONField()
    columns = models.JSONField()
    begun_by = models.UUIDField()
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    done = models.IntegerField()
    """Records that were read, right or wrong."""
    good = models.IntegerField()
    wrong = models.IntegerField()
    same = models.IntegerField()
    """Records that say what stands already."""
    gaps = models.IntegerField()
    stayed = models.IntegerField()
    stopped = models.TextField()
    """Why the file could not be read to its end."""

    class Meta:
        managed = False
        db_table = 'directory"."bringing'


class Proposal(models.Model):
    """One service that a file proposes."""

    id = models.UUIDField(primary_key=True)
    bringing = models.ForeignKey(Bringing, on_delete=models.CASCADE, related_name="proposals")
    row = models.IntegerField()
    state = models.TextField()
    feed = models.TextField()
    origin = models.TextField()
    organisation = models.TextField()
    name = models.TextField()
    country = models.TextField()
    source = models.TextField()
    source_date = models.DateField(null=True)
    confidence = models.TextField()
    data = models.JSONField()
    """`Proposed.to_json()`."""
    digest = models.TextField()
    alike = models.TextField()
    reached = models.TextField()
    changes = models.UUIDField(null=True)
    """The entry that an earlier import of the same source and number has become."""
    entry_id = models.UUIDField(null=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    checked_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = 'directory"."proposal'


class Fault(models.Model):
    """One thing that is wrong in one row."""

    pk = models.CompositePrimaryKey("bringing_id", "row", "nr")
    bringing = models.ForeignKey(Bringing, on_delete=models.CASCADE, related_name="faults")
    row = models.IntegerField()
    nr = models.SmallIntegerField()
    field = models.TextField()
    sentence = models.TextField()

    class Meta:
        managed = False
        db_table = 'directory"."fault'
