"""What the database lays out for searches, and what it counts: `migrations/sql/0006_finding.sql`. Read only.

`directory.spot`, which has each service by need and place, is read by the statements of `candidates.py` alone.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Word(models.Model):
    """A folded word of the directory, and what it is when up to two of its letters are left out."""

    word = models.TextField(primary_key=True)
    near = ArrayField(models.TextField())

    class Meta:
        managed = False
        db_table = 'directory"."word'


class Gap(models.Model):
    """How often on one day nothing fitted a need in a country. Counted; nobody's name, and no person."""

    pk = models.CompositePrimaryKey("day", "need", "country", "agency_id")
    day = models.DateField()
    need = models.TextField()
    country = models.TextField()
    agency_id = models.UUIDField()
    times = models.IntegerField()

    class Meta:
        managed = False
        db_table = 'directory"."gap'


class Weight(models.Model):
    """How many points a soft reason counts on this node, where it was said."""

    what = models.TextField(primary_key=True)
    points = models.SmallIntegerField()

    class Meta:
        managed = False
        db_table = 'directory"."weight'
