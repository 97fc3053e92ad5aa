"""How far this node is with the services of its peers: `migrations/sql/0015_federation.sql`. Functions write them."""

from django.db import models


class Feed(models.Model):
    """The services of one peer, as they come by themselves."""

    ON, STOPPED, CARD = "on", "stopped", "card"
    """`card`: their release speaks of no services, so that what their card says is all."""

    node = models.TextField(primary_key=True)
    epoch = models.BigIntegerField()
    after = models.BigIntegerField()
    """The number of their last change that was taken in."""
    pass_number = models.IntegerField(db_column="pass")
    is_whole = models.BooleanField()
    """Whether a pass from the beginning has come to its end."""
    state = models.TextField()
    taken_at = models.DateTimeField(null=True)
    fresh_at = models.DateTimeField(null=True)
    """When everything that they had to say was here last: machine time."""
    asked_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField()
    attempts = models.IntegerField()
    problem = models.TextField()
    """A code of `words.py`, or "" when asking went well."""
    problem_at = models.DateTimeField(null=True)
    beyond = models.IntegerField()
    """How many of their services were not taken in, because there were too many."""

    class Meta:
        managed = False
        db_table = 'directory"."feed'


class Heard(models.Model):
    """A service that a feed brought, with the number of its last change there."""

    entry_id = models.UUIDField(primary_key=True)
    node = models.TextField()
    version = models.BigIntegerField()
    further = models.JSONField()
    """What this release does not know of it, as it came."""

    class Meta:
        managed = False
        db_table = 'directory"."heard'


class Unheard(models.Model):
    """A service that was not taken in: which field was why. Nothing of what stood there."""

    pk = models.CompositePrimaryKey("node", "entry_id")
    node = models.TextField()
    entry_id = models.UUIDField()
    field = models.TextField()
    why = models.TextField()
    at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = 'directory"."unheard'


class ToldTo(models.Model):
    """When a peer asked last for what changed of ours, and after which number."""

    node = models.TextField(primary_key=True)
    asked_at = models.DateTimeField()
    heard = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = 'directory"."told_to'
