"""Versions of services, and what members say is wrong: `migrations/sql/0007_keeping.sql`. Functions write them."""

from django.db import models

from safeconduct.agencies.models import Agency, Member


class Version(models.Model):
    """What a service said of itself after one change; number 0 is how it stood before anybody was noted."""

    pk = models.CompositePrimaryKey("entry_id", "number")
    entry_id = models.UUIDField()
    number = models.IntegerField()
    agency_id = models.UUIDField()
    said = models.JSONField()
    by_member = models.UUIDField(null=True)
    by_agency = models.UUIDField(null=True)
    profession = models.TextField(default="")
    seen_by = models.UUIDField(null=True)
    """The second person, where a contact was seen by two."""
    at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = 'directory"."version'


class Wrong(models.Model):
    """Somebody says that a service is wrong here. Its words were searched for persons."""

    id = models.UUIDField(primary_key=True)
    entry_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, related_name="+")
    team_id = models.UUIDField()
    service = models.TextField()
    is_here = models.BooleanField()
    """Whether an agency of this node edits the service; else who keeps the node tells them."""
    part = models.TextField()
    words = models.TextField()
    """Nothing where a reader's words may have held a person."""
    language = models.TextField(default="")
    from_site = models.BooleanField(default=False)
    """A reader of the public site said it: nobody knows who, and of no part."""
    said_by = models.ForeignKey(
        Member, on_delete=models.DO_NOTHING, null=True, related_name="+", db_column="said_by"
    )
    said_in = models.ForeignKey(
        Agency, on_delete=models.DO_NOTHING, null=True, related_name="+", db_column="said_in"
    )
    said_at = models.DateTimeField()
    answer = models.TextField(default="")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = 'directory"."wrong'
