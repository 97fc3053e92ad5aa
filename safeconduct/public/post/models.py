"""Mails that wait to be sent. What was sent leaves no address, subject or text behind."""

from django.db import models
from django.db.models import Q


class Mail(models.Model):
    """One mail. `once` names its occasion: a second mail of the same occasion is not put in."""

    objects: models.Manager["Mail"]
    to = models.EmailField(blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    language = models.CharField(max_length=12)
    once = models.CharField(max_length=120, unique=True)
    made_at = models.DateTimeField()
    due = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None, given_up_at=None) | Q(to="", subject="", text=""),
                name="nothing_is_left_of_a_sent_mail",
            )
        ]
        indexes = [
            models.Index(fields=["due"], condition=Q(sent_at=None, given_up_at=None), name="mails_that_wait")
        ]
