"""Rooms, speakers and the lines of a budget: small things of which a conference has several."""

from typing import Any

from django import forms
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

    def clean_name(self) -> str:
        """Each once: a programme names the room and nothing else."""
        name = str(self.cleaned_data["name"])
        same = Room.objects.filter(edition=self.instance.edition, name=name).exclude(pk=self.instance.pk)
        if same.exists():
            raise forms.ValidationError(_("There is a room of this name already. Choose another name."))
        return name


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
