"""What readers of these pages say is wrong: the words, the day, and about what. Nothing of who wrote it."""

import uuid

from django.conf import settings
from django.db import models


class Remark(models.Model):
    """One remark. Nobody can be answered, so nothing leads back to anybody."""

    objects: models.Manager["Remark"]
    about = models.TextField(blank=True)
    """The rule of a card, `place:` and the id of a service, or nothing: the pages."""
    language = models.TextField()
    text = models.TextField()
    number = models.UUIDField(default=uuid.uuid4, unique=True)
    """Random: by this the node says what became of it."""
    handed_on = models.DateField(null=True)
    """The day on which the agency that keeps the service, or who keeps the rule of the card, got it."""
    is_left = models.BooleanField(default=False)
    """Not to be handed over: whoever wrote it said so, or nobody of the node keeps what is meant, or enough wait."""
    made_on = models.DateField()
    """The day alone: a moment would say more than anybody needs."""
    done_on = models.DateField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["done_on", "made_on"], name="remarks_by_day")]

    def __str__(self) -> str:
        return self.about or "pages"
