"""What stays of having been there: who wrote it down, certificates, and answers that belong to nobody."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models.editions import Edition
from safeconduct.public.conferences.models.participants import Registration
from safeconduct.public.conferences.models.programme import Session

SCALED = ("useful", "topics", "speakers", "network", "organised", "access")
"""The questions of an evaluation that are answered from one to five."""


class PresenceChange(models.Model):
    """That an organiser wrote down or took back that somebody was there. Without a session: at the door."""

    objects: models.Manager["PresenceChange"]
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="presence_changes")
    session = models.ForeignKey(Session, models.CASCADE, null=True, blank=True, related_name="+")
    was_there = models.BooleanField()
    by_hand = models.BooleanField(default=False)
    by = models.CharField(max_length=150)  # the name of the account, which may be gone later
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["registration", "-at"], name="presence_changes_by_time")]


class Certificate(models.Model):
    """That somebody was there, known by its code. No name: a keyed hash of it, so that it outlives the registration."""

    objects: models.Manager["Certificate"]
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="certificates")
    registration = models.ForeignKey(
        Registration, models.SET_NULL, null=True, blank=True, related_name="certificates"
    )
    code_hash = models.BinaryField(max_length=32, unique=True)
    name_hash = models.BinaryField(max_length=32)
    minutes = models.PositiveIntegerField()
    sessions = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)


class Evaluation(models.Model):
    """What one person answered. No reference, no time, and a random number, so that no order tells who it was."""

    objects: models.Manager["Evaluation"]
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="evaluations")
    useful = models.PositiveSmallIntegerField(_("The conference is useful for my work."))
    topics = models.PositiveSmallIntegerField(_("The topics were those that I need."))
    speakers = models.PositiveSmallIntegerField(_("The speakers explained well."))
    network = models.PositiveSmallIntegerField(_("I met people with whom I will work."))
    organised = models.PositiveSmallIntegerField(_("Place, times and information were good."))
    access = models.PositiveSmallIntegerField(_("I could take part fully: access, language, interpretation."))
    best = models.TextField(_("What was most useful?"), max_length=1000, blank=True)
    better = models.TextField(_("What should be different next time?"), max_length=1000, blank=True)
    is_shown = models.BooleanField(default=False, db_default=False)  # only together with four others

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(**{f"{name}__range": (1, 5) for name in SCALED}),
                name="answers_from_one_to_five",
            )
        ]
