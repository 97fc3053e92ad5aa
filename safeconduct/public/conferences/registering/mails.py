"""What is mailed to somebody who registers: in their language, with the address of their page, and without a name.

No mail holds anything that whoever filled in the form could choose: else our mail would carry their advertisement.
"""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from safeconduct.public import settings
from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.attending.when import moment_in_words
from safeconduct.public.conferences.models import Edition, Registration
from safeconduct.public.conferences.registering import queries, rules, seating
from safeconduct.public.conferences.registering.personal import secret_for
from safeconduct.public.post.actions import put

type Write = Callable[[Edition, Registration], tuple[str, str]]
"""Subject and sentences, in the language that is spoken."""


def to_confirm(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Whose address it is shall say so."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("confirm your address"), _(
            "Somebody registered with this address. If it was you, open your page and confirm it until %(until)s: only "
            "then you get a seat, or a place on the waiting list. If it was not you, do nothing, and the registration "
            "is deleted."
        ) % {"until": moment_in_words(until, edition)}

    until = rules.confirm_until(queries.times_of(edition), registration.made_at)

    _mail(edition, registration, write, f"confirm:{now:%Y%m%d%H}", now)


def there_is_one(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Somebody registered with an address that is registered: the page said nothing of it, the mail does."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("you are registered already"), _(
            "Somebody registered with this address once more. There is a registration with it already, and nothing of "
            "it was changed. Your page says how it stands, and there you can change it."
        )

    _mail(edition, registration, write, f"already:{now:%Y%m%d%H}", now)


def seated(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """A seat, by whatever way."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("you have a seat"), _(
            "You have a seat. Your ticket is on your page: bring it on a telephone or on paper. If you cannot come, "
            "cancel there, so that somebody else gets the seat."
        )

    _mail(edition, registration, write, f"seated:{now:%Y%m%d%H%M%S%f}", now)


def waiting(edition: Edition, registration: Registration, *, is_kept_out: bool, now: datetime) -> None:
    """A place on the waiting list; `is_kept_out` when seats are free, but not for them."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        sentences = [
            _(
                "No seat is free for you now, so you are on the waiting list. When one becomes free we write to you. "
                "Your page shows your place."
            ),
            seating.kept_out() if is_kept_out else "",
            seating.time_to_answer(edition.offer_hours),
        ]
        return _("you are on the waiting list"), " ".join(filter(None, sentences))

    _mail(edition, registration, write, f"waiting:{now:%Y%m%d%H%M%S%f}", now)


def offered(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """A seat that waits for an answer."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        until = registration.offered_until or now
        return _("a seat is free for you"), _(
            "A seat is free for you. Open your page and take it until %(until)s. After that it goes to the next person."
        ) % {"until": moment_in_words(until, edition)}

    _mail(edition, registration, write, f"offered:{now:%Y%m%d%H%M%S%f}", now)


def offer_over(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Nobody answered in time."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("the offered seat is gone"), _(
            "You did not take the seat that was offered to you in time, so it went to the next person and your "
            "registration ended. You can register again for the waiting list."
        )

    _mail(edition, registration, write, f"over:{now:%Y%m%d%H%M%S%f}", now)


def cancelled_by_organiser(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Somebody else took the registration back."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("your registration was cancelled"), _(
            "The organiser cancelled your registration. Ask there why."
        )

    _mail(edition, registration, write, f"cancelled:{now:%Y%m%d%H%M%S%f}", now)


def cancelled(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Somebody pressed it on the page of the person."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("your registration was cancelled"), _(
            "Your registration was cancelled on your page, and what you need to take part was erased. If that was not "
            "you, write to the organiser and register again."
        )

    _mail(edition, registration, write, f"cancelled:{now:%Y%m%d%H%M%S%f}", now)


def moved(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Another day, hour or place than when the person registered."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("day, hour or place have changed"), _(
            "Day, hour or place of this conference have changed since you registered; below is what holds now. If you "
            "cannot come, cancel on your page, so that somebody else gets the seat."
        )

    _mail(edition, registration, write, f"moved:{edition.moved_at:%Y%m%d%H%M%S%f}", now)


def does_not_take_place(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """The whole conference is off."""

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        return _("this conference is cancelled"), _(
            "This conference is cancelled: it does not take place. You need not do anything."
        )

    _mail(edition, registration, write, "off", now)


def is_over(edition: Edition, registration: Registration, *, has_certificate: bool, now: datetime) -> None:
    """To somebody who was there: where certificate and evaluation are. Says why there is no certificate nowhere but
    on their page: a mail is read by others, too.
    """

    def write(edition: Edition, registration: Registration) -> tuple[str, str]:
        sentences = [
            _("The conference is over. Thank you for having been there."),
            _("Your certificate of attendance is on your page.") if has_certificate else "",
            ""
            if registration.has_evaluated
            else _(
                "On your page you can evaluate the conference: eight questions, and nobody sees which answer is yours."
            ),
        ]
        subject = _("your certificate and the evaluation") if has_certificate else _("the evaluation")
        return subject, " ".join(filter(None, sentences))

    _mail(edition, registration, write, "ended", now)


def page_of(registration: Registration) -> str:
    """The whole address of the person's page, in their language. A site with another key than before notes its hash."""
    secret = secret_for(registration.pk)
    if bytes(registration.secret_hash) != hash_of(secret):
        Registration.objects.filter(pk=registration.pk).update(secret_hash=hash_of(secret))
    with translation.override(registration.language):
        return settings.WAGTAILADMIN_BASE_URL + reverse("registering_mine", args=[secret])


def occasions_of(registration: Registration) -> str:
    """How the occasions of all mails to this person begin."""
    return f"{registration.pk.hex}:"


def _mail(edition: Edition, registration: Registration, write: Write, occasion: str, now: datetime) -> None:
    page = page_of(registration)
    with translation.override(registration.language):
        subject, sentences = write(edition, registration)
        name = queries.name_of(edition).words
        put(
            to=registration.email,
            subject=f"{name}: {subject}",
            text=_letter(edition, name, sentences, page),
            language=registration.language,
            once=f"{occasions_of(registration)}{occasion}",
            now=now,
        )


def _letter(edition: Edition, name: str, sentences: str, page: str) -> str:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("programme_conference", args=[edition.code])
    where = f"{name}\n{moment_in_words(edition.starts_at, edition)}\n{edition.place}\n{address}"
    about = _("Your page, for you alone. Do not pass this address on:")
    questions = _("Questions: %(address)s") % {"address": edition.contact}
    return f"{sentences}\n\n{about}\n{page}\n\n{where}\n\n{questions}\n{settings.WAGTAIL_SITE_NAME}\n"
