"""One session of a programme: when, where, who speaks, and what it is called in each language."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing import local_times
from safeconduct.public.conferences.editing.forms.fields import Languages, LocalTime
from safeconduct.public.conferences.editing.forms.sentences import OrganisersForm
from safeconduct.public.conferences.editing.placing import Slot, may_stand
from safeconduct.public.conferences.editing.queries import others_in, twin_of, when_of
from safeconduct.public.conferences.models import Edition, Room, Session, SessionKind, SessionText, Speaker
from safeconduct.public.pages.frame import own_name
from safeconduct.vocabulary.decisions import Refused

WHERE = {"room_is_taken": "room", "turned_round": "ends_at"}
"""The field that a refusal stands at; else where it begins."""


class SessionForm(OrganisersForm):
    """Its first language is that of the conference; a title is needed there alone.

    It is read under the lock of the conference, else two organisers could put two sessions into one room at one time.
    `twin` is the session that stands there already, where one more was asked for: a second press finds the first one's.
    """

    twin: Session | None = None

    kind = forms.ChoiceField(label=_("Kind"), choices=SessionKind.choices, initial=SessionKind.TALK)
    starts_at = LocalTime(label=_("Begins"), help_text=_("By the clocks of the place."))
    ends_at = LocalTime(label=_("Ends"))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Room"), required=False)
    spoken = Languages(
        label=_("Languages spoken"),
        required=False,
        max_length=200,
        help_text=_("Names with commas between them: English, Romanian."),
    )
    speakers = forms.ModelMultipleChoiceField(
        Speaker.objects.none(),
        label=_("Who speaks"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, edition: Edition, languages: list[str], session: Session | None, *args: Any, **kwargs: Any
    ) -> None:
        self.edition, self.session, self.languages = edition, session, languages
        kwargs["initial"] = _of(session, edition) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.fields["room"].queryset = Room.objects.filter(edition=edition).order_by("name")  # type: ignore[attr-defined]
        speakers = Speaker.objects.filter(edition=edition).order_by("name")
        self.fields["speakers"].queryset = speakers  # type: ignore[attr-defined]
        if not speakers.exists():
            self.fields["speakers"].widget = forms.MultipleHiddenInput()
        for tag in languages:
            self._add_texts(tag)

    def _add_texts(self, tag: str) -> None:
        name, is_first = own_name(tag), tag == self.edition.language
        self.fields[f"title_{tag}"] = title = forms.CharField(
            label=_("Title (%(language)s)") % {"language": name}, max_length=160, required=is_first
        )
        self.fields[f"about_{tag}"] = about = forms.CharField(
            label=_("What it is about (%(language)s)") % {"language": name},
            max_length=1200,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
        )
        for field in (title, about):
            field.widget.attrs["lang"] = tag
            field.error_messages["required"] = _("Fill this in.")

    def clean(self) -> dict[str, Any]:
        """The times as moments; within the days, and alone in the room."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("starts_at", "ends_at"):
            if cleaned.get(name):
                moment = local_times.at(cleaned[name], self.edition.time_zone)
                if isinstance(moment, Refused):
                    self.add_error(name, moment.reason.whole)
                else:
                    cleaned[name] = moment
        if self.session is None and not self.errors:
            self.twin = twin_of(self.edition, cleaned)
        if self.twin is None and cleaned.get("starts_at") and cleaned.get("ends_at"):
            self._place(cleaned)
        for tag in self.languages:
            if cleaned.get(f"about_{tag}") and not cleaned.get(f"title_{tag}"):
                self.add_error(f"title_{tag}", _("A text needs a title."))
        return cleaned

    def _place(self, cleaned: dict[str, Any]) -> None:
        room: Room | None = cleaned.get("room")
        slot = Slot(
            self.session.pk if self.session else None,
            cleaned.get(f"title_{self.edition.language}", ""),
            room.name if room else None,
            cleaned["starts_at"],
            cleaned["ends_at"],
        )
        decision = may_stand(slot, others_in(room, slot, self.edition), when_of(self.edition))
        if isinstance(decision, Refused):
            self.add_error(WHERE.get(decision.reason.code, "starts_at"), decision.reason.whole)


def _of(session: Session | None, edition: Edition) -> dict[str, Any]:
    if session is None:
        return {}
    texts = SessionText.objects.filter(session=session)
    return {
        "kind": session.kind,
        "starts_at": local_times.as_typed(session.starts_at, edition.time_zone),
        "ends_at": local_times.as_typed(session.ends_at, edition.time_zone),
        "room": session.room,
        "spoken": session.spoken,
        "speakers": list(session.speakers.values_list("pk", flat=True)),
        **{f"title_{each.language}": each.title for each in texts},
        **{f"about_{each.language}": each.about for each in texts},
    }
