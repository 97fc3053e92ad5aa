"""What is mailed to somebody who registers: in their language, with the address of their page, and without a name.

No mail holds anything that whoever filled in the form could choose: else our mail would carry their advertisement.
"""

from datetime import datetime

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from safeconduct.public.conferences.attending.when import moment_in_words
from safeconduct.public.conferences.models import Edition, Registration
from safeconduct.public.conferences.registering import queries, rules, seating
from safeconduct.public.conferences.registering.mailing import Said, mail

SEATED = Said(
    _("you have a seat"),
    _(
        "You have a seat. Your ticket is on your page: bring it on a telephone or on paper. If you cannot come, cancel "
        "there, so that somebody else gets the seat."
    ),
)
THERE_IS_ONE = Said(
    _("you are registered already"),
    _(
        "Somebody registered with this address once more. There is a registration with it already, and nothing of it "
        "was changed. Your page says how it stands, and there you can change it."
    ),
)
OFFER_OVER = Said(
    _("the offered seat is gone"),
    _(
        "You did not take the seat that was offered to you in time, so it went to the next person and your "
        "registration ended. You can register again for the waiting list."
    ),
)
CANCELLED_BY_ORGANISER = Said(
    _("your registration was cancelled"), _("The organiser cancelled your registration. Ask there why.")
)
CANCELLED = Said(
    _("your registration was cancelled"),
    _(
        "Your registration was cancelled on your page, and what you need to take part was erased. If that was not you, "
        "write to the organiser and register again."
    ),
)
MOVED = Said(
    _("day, hour or place have changed"),
    _(
        "Day, hour or place of this conference have changed since you registered; below is what holds now. If you "
        "cannot come, cancel on your page, so that somebody else gets the seat."
    ),
)
OFF = Said(
    _("this conference is cancelled"),
    _("This conference is cancelled: it does not take place. You need not do anything."),
)


def to_confirm(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Whose address it is shall say so."""
    until = rules.confirm_until(queries.times_of(edition), registration.made_at)

    def write() -> Said:
        sentences = gettext(
            "Somebody registered with this address. If it was you, open your page and confirm it until %(until)s: only "
            "then you get a seat, or a place on the waiting list. If it was not you, do nothing, and the registration "
            "is deleted."
        )
        return Said(gettext("confirm your address"), sentences % {"until": moment_in_words(until, edition)})

    mail(edition, registration, write, f"confirm:{now:%Y%m%d%H}", now)


def there_is_one(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Somebody registered with an address that is registered: the page said nothing of it, the mail does."""
    mail(edition, registration, THERE_IS_ONE, f"already:{now:%Y%m%d%H}", now)


def seated(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """A seat, by whatever way."""
    mail(edition, registration, SEATED, f"seated:{now:%Y%m%d%H%M%S%f}", now)


def waiting(edition: Edition, registration: Registration, *, is_kept_out: bool, now: datetime) -> None:
    """A place on the waiting list; `is_kept_out` when seats are free, but not for them."""

    def write() -> Said:
        sentences = [
            gettext(
                "No seat is free for you now, so you are on the waiting list. When one becomes free we write to you. "
                "Your page shows your place."
            ),
            seating.kept_out() if is_kept_out else "",
            seating.time_to_answer(edition.offer_hours),
        ]
        return Said(gettext("you are on the waiting list"), " ".join(filter(None, sentences)))

    mail(edition, registration, write, f"waiting:{now:%Y%m%d%H%M%S%f}", now)


def offered(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """A seat that waits for an answer."""

    def write() -> Said:
        sentences = gettext(
            "A seat is free for you. Open your page and take it until %(until)s. After that it goes to the next person."
        )
        until = moment_in_words(registration.offered_until or now, edition)
        return Said(gettext("a seat is free for you"), sentences % {"until": until})

    mail(edition, registration, write, f"offered:{now:%Y%m%d%H%M%S%f}", now)


def offer_over(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Nobody answered in time."""
    mail(edition, registration, OFFER_OVER, f"over:{now:%Y%m%d%H%M%S%f}", now)


def cancelled_by_organiser(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Somebody else took the registration back."""
    mail(edition, registration, CANCELLED_BY_ORGANISER, f"cancelled:{now:%Y%m%d%H%M%S%f}", now)


def cancelled(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Somebody pressed it on the page of the person."""
    mail(edition, registration, CANCELLED, f"cancelled:{now:%Y%m%d%H%M%S%f}", now)


def moved(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """Another day, hour or place than when the person registered."""
    mail(edition, registration, MOVED, f"moved:{edition.moved_at:%Y%m%d%H%M%S%f}", now)


def does_not_take_place(edition: Edition, registration: Registration, *, now: datetime) -> None:
    """The whole conference is off."""
    mail(edition, registration, OFF, "off", now)


def is_over(edition: Edition, registration: Registration, *, has_certificate: bool, now: datetime) -> None:
    """To somebody who was there: where certificate and evaluation are. Why there is no certificate stands on their
    page and nowhere else: a mail is read by others, too.
    """

    def write() -> Said:
        sentences = [
            gettext("The conference is over. Thank you for having been there."),
            gettext("Your certificate of attendance is on your page.") if has_certificate else "",
            ""
            if registration.has_evaluated
            else gettext(
                "On your page you can evaluate the conference: eight questions, and nobody sees which answer is yours."
            ),
        ]
        subject = (
            gettext("your certificate and the evaluation") if has_certificate else gettext("the evaluation")
        )
        return Said(subject, " ".join(filter(None, sentences)))

    mail(edition, registration, write, "ended", now)
