"""A certificate as a sheet: what stands on it, in the language of now."""

from django.urls import reverse
from django.utils.translation import get_language, gettext

from safeconduct.public import settings
from safeconduct.public.conferences.attending import when
from safeconduct.public.conferences.attending.queries import Named, length_attended
from safeconduct.public.conferences.models import Edition, Registration
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet


def certificate(person: Registration, sessions: list[Named], code: str) -> Sheet:
    """For one person who was in these sessions. The title, which is also the file's, names nobody."""
    edition = person.edition
    lead = gettext("%(name)s took part in this conference.") % {"name": person.name}
    groups = [
        Group(edition.name, conference(edition)),
        Group(gettext("Attendance"), _attendance(sessions, edition)),
        Group(gettext("Whether it is genuine"), _verification(code)),
    ]
    title = gettext("Certificate of attendance")
    return Sheet(
        get_language() or "en", title, tuple(groups), lead, foot=f"{settings.WAGTAIL_SITE_NAME} · {code}"
    )


def conference(edition: Edition) -> tuple[Item, ...]:
    """Who held it, where and when, and who paid where that is to be said."""
    said = [
        (gettext("Organiser"), edition.organiser),
        (gettext("Place"), edition.place),
        (gettext("Days"), when.days_in_words(edition)),
    ]
    lines = tuple(f"{what}: {words}" for what, words in said)
    funding = (Item("small", edition.funding),) if edition.funding else ()
    return (Item("list", "", lines), *funding)


def _attendance(sessions: list[Named], edition: Edition) -> tuple[Item, ...]:
    whole = when.length_in_words(length_attended(sessions))
    return (
        Item("strong", gettext("Hours in sessions: %(hours)s") % {"hours": whole}),
        Item("small", gettext("Breaks do not count. Sessions at the same time count once.")),
        Item(
            "filled",
            gettext("Sessions attended, times of %(zone)s") % {"zone": edition.time_zone},
            (gettext("Session"), gettext("Time"), gettext("Length")),
            rows=tuple((each.title, each.time, each.length) for each in sessions),
        ),
    )


def _verification(code: str) -> tuple[Item, ...]:
    address = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('attending_verify')}"
    return (
        Item("strong", gettext("Code: %(code)s") % {"code": code}),
        Item(
            "text",
            gettext("Whoever has this paper can ask at %(address)s whether the code is valid.")
            % {"address": address},
        ),
    )
