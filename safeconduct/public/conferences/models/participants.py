"""Who takes part. Erased on the day that the edition names; what somebody needs, as soon as it is over."""

import secrets
import uuid

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.models.editions import Edition
from safeconduct.public.conferences.models.letters import LETTERS
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.conferences.models.programme import Session
from safeconduct.public.pages.models import countries


class RegistrationState(models.TextChoices):
    """A seat is held by those who have one and by those to whom one is offered."""

    UNCONFIRMED = "unconfirmed", _("address not confirmed yet")
    SEATED = "seated", _("has a seat")
    WAITING = "waiting", _("on the waiting list")
    OFFERED = "offered", _("a seat is offered")
    CANCELLED = "cancelled", _("cancelled")


HOLDING = (RegistrationState.SEATED, RegistrationState.OFFERED)


def new_ticket() -> str:
    """A code of twelve letters and digits (59 bits); it opens nothing but the organisers' page of whoever has it.

    None that is mistaken for another one; those made before this release have large and small letters, and stay.
    """
    return "".join(secrets.choice(LETTERS) for _each in range(12))


class Registration(models.Model):
    """Somebody who takes part or wants to. What opens their page is kept nowhere, its SHA-256 in `secret_hash`."""

    objects: models.Manager["Registration"]
    edition_id: int
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, models.CASCADE, related_name="registrations")
    secret_hash = models.BinaryField(max_length=32, unique=True)
    ticket = models.CharField(max_length=16, unique=True, default=new_ticket, editable=False)
    name = models.CharField(_("Name, as it stands on a certificate"), max_length=120)
    email = models.EmailField(_("E-mail address"))
    organisation = models.CharField(_("Organisation"), max_length=120)
    profession = models.CharField(_("Profession"), max_length=40, choices=professions)
    country = models.CharField(_("Country in which you work"), max_length=2, choices=countries)
    language = models.CharField(_("Language of our messages"), max_length=12)
    wants_letter = models.BooleanField(_("I need a letter of invitation"), default=False)
    may_be_photographed = models.BooleanField(
        _("I may be seen in pictures that are published"), default=False
    )
    state = models.CharField(max_length=16, choices=RegistrationState, default=RegistrationState.UNCONFIRMED)
    made_at = models.DateTimeField()  # the waiting list is ordered by it
    offered_until = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    over_told = models.BooleanField(default=False, db_default=False)  # written to, after it was over
    has_evaluated = models.BooleanField(
        default=False, db_default=False
    )  # what was answered: in no row with this

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "edition",
                Lower("email"),
                name="one_registration_of_an_address",
                condition=~models.Q(state=RegistrationState.CANCELLED),
            )
        ]
        indexes = [models.Index(fields=["edition", "state", "made_at"], name="registration_by_turn")]

    def __str__(self) -> str:
        return str(self.pk)


class Needs(models.Model):
    """What somebody needs to be there: access, diet. A row of its own, so that it can go at once."""

    objects: models.Manager["Needs"]
    registration = models.OneToOneField(Registration, models.CASCADE, related_name="needs")
    access = models.TextField(_("What you need to take part"), max_length=600, blank=True)
    diet = models.TextField(_("What you do not eat"), max_length=300, blank=True)


class Attendance(models.Model):
    """That somebody was at a session; `at` is when they came, not when it was sent."""

    objects: models.Manager["Attendance"]
    registration = models.ForeignKey(Registration, models.CASCADE, related_name="attendances")
    session = models.ForeignKey(Session, models.CASCADE, related_name="attendances")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["registration", "session"], name="once_at_a_session")]
