"""What speakers sent in and approved. A row's text never changes: what is approved is what was read."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from safeconduct.public.speaking.rules import Reviewed


class Wording(models.Model):
    """One text in one language, as a speaker sent it in. It waits, or stands before readers, or is over."""

    objects: models.Manager["Wording"]
    tag = models.CharField(max_length=12)
    key = models.CharField(max_length=120)
    """Of which file, and its way through it: `help:frame.leave`."""
    text = models.TextField()
    source = models.CharField(max_length=16)
    """A mark of the English text beside which it was written."""
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    sent_by_id: int | None
    sent_as = models.CharField(max_length=150)
    """The name stays when the account goes: a review without a name is none."""
    sent_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    approved_as = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True)
    over_at = models.DateTimeField(null=True)
    """It was taken back, sent back, or another text took its place."""
    why = models.TextField(blank=True)
    """What a second speaker said when sending it back."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "key"], condition=Q(approved_at=None, over_at=None), name="one_wording_waits"
            ),
            models.UniqueConstraint(
                fields=["tag", "key"],
                condition=Q(approved_at__isnull=False, over_at=None),
                name="one_wording_stands",
            ),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_as="")
                | (Q(approved_at__isnull=False) & ~Q(approved_as="") & ~Q(approved_as=F("sent_as"))),
                name="a_second_speaker_approved_it",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(sent_by=None) | ~Q(approved_by=F("sent_by")),
                name="nobody_approves_own_words",
            ),
        ]
        indexes = [models.Index(fields=["tag", "over_at"], name="wordings_of_a_language")]

    def __str__(self) -> str:
        return f"{self.tag} {self.key}"

    @property
    def reviewed(self) -> Reviewed:
        """As the rules know it; of one that was approved."""
        assert isinstance(self.approved_at, datetime)  # noqa: S101  (whoever calls has looked)
        return Reviewed(self.text, self.source, self.sent_as, self.approved_as, self.approved_at)


class Edition(models.Model):
    """Counts on with each text that begins or ends to stand, so that a process knows when to read them again."""

    objects: models.Manager["Edition"]
    tag = models.CharField(max_length=12, primary_key=True)
    number = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.tag} {self.number}"
