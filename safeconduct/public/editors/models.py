"""Accounts of those who write the public site. They are no members, and lie in a database that holds no member."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Editor(AbstractUser):
    """Somebody who writes or approves pages. Groups say which; nobody publishes alone, a superuser neither."""

    class Meta(AbstractUser.Meta):
        db_table = "editors_editor"


class Factor(models.Model):
    """The second thing that an editor signs in with: an app that shows a code for every half minute (RFC 6238)."""

    objects: models.Manager["Factor"]
    editor = models.OneToOneField(Editor, on_delete=models.CASCADE, related_name="factor")
    sealed = models.BinaryField(max_length=64)
    """The secret, sealed under a key of the site's folder: the database alone opens no factor."""
    last_step = models.BigIntegerField()
    """The half minute of the last code that was taken: no code is taken twice."""
    made_at = models.DateTimeField()


class RecoveryCode(models.Model):
    """Lets an editor in once without the app. Only a keyed hash of it is kept."""

    objects: models.Manager["RecoveryCode"]
    factor = models.ForeignKey(Factor, on_delete=models.CASCADE, related_name="recovery_codes")
    under = models.BinaryField(max_length=32, unique=True)


class Tries(models.Model):
    """So many tries to sign in, under a keyed hash of whose they are; they go when their time is over."""

    objects: models.Manager["Tries"]
    under = models.BinaryField(max_length=32, unique=True)
    ends_at = models.DateTimeField()
    times = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="tries_by_end")]


class KnownPlace(models.Model):
    """From there this editor has signed in, so others cannot lock them out there. A keyed hash of the address."""

    objects: models.Manager["KnownPlace"]
    editor = models.ForeignKey(Editor, on_delete=models.CASCADE)
    under = models.BinaryField(max_length=32, unique=True)
    last_at = models.DateTimeField()
