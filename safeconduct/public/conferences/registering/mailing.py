"""How a mail to somebody who registered is put together: who it is for, their page, the conference, where to ask."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from safeconduct.public import settings
from safeconduct.public.asking.secret_links import hash_of
from safeconduct.public.conferences.attending.when import moment_in_words
from safeconduct.public.conferences.models import Edition, Registration
from safeconduct.public.conferences.registering import queries
from safeconduct.public.conferences.registering.personal import secret_for
from safeconduct.public.post.actions import put
from safeconduct.vocabulary.decisions import Words


@dataclass(frozen=True, slots=True)
class Said:
    """Subject and sentences; translated when the mail is written, in the language of the person."""

    subject: Words
    sentences: Words


def mail(
    edition: Edition,
    registration: Registration,
    said: Said | Callable[[], Said],
    occasion: str,
    now: datetime,
) -> None:
    """Put it in, in the language of the person; of an occasion one is put in, however often this is called."""
    page = page_of(registration)
    with translation.override(registration.language):
        words = said if isinstance(said, Said) else said()
        name = queries.name_of(edition).words
        put(
            to=registration.email,
            subject=f"{name}: {words.subject}",
            text=_letter(edition, name, str(words.sentences), page),
            language=registration.language,
            once=f"{occasions_of(registration)}{occasion}",
            now=now,
        )


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


def _letter(edition: Edition, name: str, sentences: str, page: str) -> str:
    address = settings.WAGTAILADMIN_BASE_URL + reverse("programme_conference", args=[edition.code])
    where = f"{name}\n{moment_in_words(edition.starts_at, edition)}\n{edition.place}\n{address}"
    about = gettext("Your page, for you alone. Do not pass this address on:")
    questions = gettext("Questions: %(address)s") % {"address": edition.contact}
    return f"{sentences}\n\n{about}\n{page}\n\n{where}\n\n{questions}\n{settings.WAGTAIL_SITE_NAME}\n"
