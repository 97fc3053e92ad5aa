"""What readers say to a text while it is open. Nothing is shown before somebody who approves has let it be read."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CommentState(models.TextChoices):
    """Between the form and the page stands a person."""

    WAITING = "waiting", _("waits to be read")
    SHOWN = "shown", _("shown")
    LEFT_OUT = "left-out", _("left out")


class Comment(models.Model):
    """A comment on a page. The name is the writer's to give; what opens their own page is kept as a hash."""

    objects: models.Manager["Comment"]
    page_id: int
    page = models.ForeignKey("wagtailcore.Page", models.CASCADE, related_name="+")
    language = models.CharField(max_length=12)
    name = models.CharField(_("Name, as it is shown"), max_length=80, blank=True)
    organisation = models.CharField(_("Organisation"), max_length=120, blank=True)
    text = models.TextField(_("Comment"), max_length=2000)
    state = models.CharField(max_length=16, choices=CommentState, default=CommentState.WAITING)
    reason = models.CharField(_("Why it is left out"), max_length=200, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    secret_hash = models.BinaryField(max_length=32, unique=True)

    class Meta:
        ordering = ["made_at", "pk"]
        indexes = [
            models.Index(fields=["state", "made_at"], name="comments_by_turn"),
            models.Index(fields=["page", "state", "made_at"], name="comments_of_a_page"),
        ]
        permissions = [("decide_comment", "May let comments be read or leave them out")]

    def __str__(self) -> str:
        return str(self.pk)
