"""All particulars of a conference, on one page; times by its own clocks."""

from datetime import timedelta
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.editing import local_times
from safeconduct.public.conferences.editing.forms.fields import Languages, LocalTime
from safeconduct.public.conferences.editing.forms.sentences import OrganisersModelForm
from safeconduct.public.conferences.editing.particulars import TIMES
from safeconduct.public.conferences.models import Edition, EditionText, Registration
from safeconduct.public.conferences.models.participants import HOLDING
from safeconduct.public.conferences.registering.forms import countries_by_name
from safeconduct.public.conferences.registering.rules import TOLD_FOR
from safeconduct.vocabulary.decisions import Refused

TAKEN_WORDS = frozenset({"new", "mine", "verify"})
"""Addresses of ours stand in the place of a code."""
CODE_TAKEN = _("Another conference has this code. Choose another one.")
LONGEST = timedelta(days=31)
LONGEST_KEPT = timedelta(days=3650)
"""Whoever pays for a conference may ask for its lists for some years; nobody for more than ten."""
PARTS = frozenset({"Africa", "America", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"})


def zones() -> list[tuple[str, str]]:
    """The time zones of IANA that are named after places, and UTC."""
    return [
        (name, name)
        for name in sorted(available_timezones())
        if name.partition("/")[0] in PARTS or name == "UTC"
    ]


class EditionForm(OrganisersModelForm):
    """Makes a conference, or changes one. The introduction is that in its first language."""

    of_this_press = ("moves_programme",)

    introduction = forms.CharField(
        label=_("What it is about"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    country = forms.ChoiceField(label=_("Country"), choices=countries_by_name)
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial="Europe/Bucharest")
    starts_at = LocalTime(label=_("Begins"), help_text=_("By the clocks of the place."))
    ends_at = LocalTime(label=_("Ends"))
    opens_at = LocalTime(label=_("Registration opens"))
    closes_at = LocalTime(label=_("Registration closes"))
    interpretation = Languages(
        label=_("Languages of interpretation"),
        required=False,
        max_length=400,
        help_text=_("Names with commas between them: English, Romanian."),
    )
    moves_programme = forms.BooleanField(
        label=_("If the first day changes, move the programme by as many days"), required=False, initial=True
    )

    class Meta:
        model = Edition
        fields = [
            "series", "name", "introduction", "code", "language", "scope", "country", "place", "time_zone",
            "starts_at", "ends_at", "opens_at", "closes_at", "seats", "interpretation", "organiser", "contact",
            "offer_hours", "keeps_days", "funding", "shows_budget",
        ]  # fmt: skip
        error_messages = {"code": {"unique": CODE_TAKEN}}

    def __init__(self, *args: Any, instance: Edition | None = None, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if instance is None:
            del self.fields["moves_programme"]
            return
        for name in TIMES:
            self.initial[name] = local_times.as_typed(getattr(instance, name), instance.time_zone)
        written = EditionText.objects.filter(edition=instance, language=instance.language).first()
        self.initial["introduction"] = written.introduction if written else ""
        self.fields["code"].disabled = instance.announced_at is not None
        if instance.announced_at is not None:
            self.fields["code"].help_text = _("It stands in addresses and calendars, so it stays.")

    def clean_code(self) -> str:
        """Small letters; no word of our own addresses."""
        code = str(self.cleaned_data["code"])
        if code in TAKEN_WORDS:
            raise forms.ValidationError(_("This word stands in our own addresses. Choose another code."))
        if code != code.lower():
            raise forms.ValidationError(_("Write it in small letters."))
        return code

    def clean_seats(self) -> int:
        """At least one, and not fewer than are taken."""
        seats = int(self.cleaned_data["seats"])
        taken = 0
        if self.instance.pk:
            taken = Registration.objects.filter(edition=self.instance, state__in=HOLDING).count()
        if seats < max(taken, 1):
            said = _("%(taken)d seats are taken or offered: there cannot be fewer.")
            raise forms.ValidationError(said if taken else _("At least one."), params={"taken": taken})
        return seats

    def clean_offer_hours(self) -> int:
        """At least one: a seat offered for no time is lost as it is offered, and so the whole waiting list."""
        hours = int(self.cleaned_data["offer_hours"])
        if hours < 1:
            raise forms.ValidationError(_("At least one."))
        return hours

    def clean_keeps_days(self) -> int:
        """Not before everybody has been written to, and not for ever."""
        days = int(self.cleaned_data["keeps_days"])
        if not TOLD_FOR.days <= days <= LONGEST_KEPT.days:
            raise forms.ValidationError(
                _(
                    "Between %(fewest)d and %(most)d days: those who were there are still written to, "
                    "and nothing is kept for ever."
                ),
                params={"fewest": TOLD_FOR.days, "most": LONGEST_KEPT.days},
            )
        return days

    def clean(self) -> dict[str, Any]:
        """The times as moments, each in its order."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        zone = cleaned.get("time_zone")
        for name in TIMES:
            if zone and cleaned.get(name):
                moment = local_times.at(cleaned[name], zone)
                if isinstance(moment, Refused):
                    self.add_error(name, moment.reason.whole)
                else:
                    cleaned[name] = moment
        self._in_order("starts_at", "ends_at", _("It ends before it begins. Choose a later end."))
        self._in_order("opens_at", "closes_at", _("Registration closes before it opens. Choose a later day."))
        self._in_order(
            "closes_at",
            "ends_at",
            _("Registration closes after the conference ends."),
            on=0,
            may_be_equal=True,
        )
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if starts and ends and not self.errors and ends - starts > LONGEST:
            self.add_error("ends_at", _("It lasts longer than a month. Look at the year."))
        return cleaned

    def _in_order(
        self, first: str, then: str, sentence: Any, *, on: int = 1, may_be_equal: bool = False
    ) -> None:
        one, other = self.cleaned_data.get(first), self.cleaned_data.get(then)
        if one and other and (other < one or (other == one and not may_be_equal)):
            self.add_error((first, then)[on], sentence)


class TextForm(OrganisersModelForm):
    """A conference in another language."""

    introduction = forms.CharField(
        label=_("What it is about"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    class Meta:
        model = EditionText
        fields = ["name", "introduction", "funding"]
