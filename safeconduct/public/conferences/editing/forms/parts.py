"""Rooms, speakers and the lines of a budget: small things of which a conference has several."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing.forms.sentences import OrganisersModelForm
from safeconduct.public.conferences.models import BudgetLine, Edition, Room, Speaker


class PartForm(OrganisersModelForm):
    """Knows of which edition it is a part, so that a name is refused when it is there already."""

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.edition = edition


class RoomForm(PartForm):
    """A room, or a link."""

    class Meta:
        model = Room
        fields = ["name", "link"]

    def clean(self) -> dict[str, Any]:
        """Each name once: a programme names the room and nothing else. The same room again is no second one."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        same = Room.objects.filter(edition=self.instance.edition, name=cleaned.get("name"))
        if self.instance.pk is None:
            same = same.exclude(link=cleaned.get("link", ""))
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("name", _("There is a room of this name already. Choose another name."))
        return cleaned


class SpeakerForm(PartForm):
    """Somebody who speaks, as they want to be named."""

    class Meta:
        model = Speaker
        fields = ["name", "organisation"]


class BudgetForm(PartForm):
    """What something costs."""

    class Meta:
        model = BudgetLine
        fields = ["what", "planned", "spent", "paid_by"]
