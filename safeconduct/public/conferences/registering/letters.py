"""A letter of invitation as a sheet: for an employer, or for whoever gives a visa. Who signs it is no program."""

from django.utils.translation import get_language, gettext

from safeconduct.public import settings
from safeconduct.public.conferences.attending import when
from safeconduct.public.conferences.models import Registration
from safeconduct.public.conferences.registering.queries import name_of
from safeconduct.vocabulary.typesetting.sheet import Group, Item, Sheet


def invitation(person: Registration) -> Sheet:
    """For one person who has a seat. The title, which is also the file's, names nobody."""
    edition = person.edition
    who = {"name": person.name, "organisation": person.organisation, "organiser": edition.organiser}
    lead = gettext("%(organiser)s invites %(name)s, %(organisation)s, to this conference.") % who
    groups = (
        Group(name_of(edition).words, _conference(person)),
        Group(gettext("What this letter says, and what not"), _limits(person)),
        Group(
            gettext("For the organiser"),
            tuple(
                Item("line", label)
                for label in (gettext("Name and office"), gettext("Place and day"), gettext("Signature"))
            ),
        ),
    )
    title = gettext("Letter of invitation")
    return Sheet(get_language() or "en", title, groups, lead, foot=settings.WAGTAIL_SITE_NAME)


def _conference(person: Registration) -> tuple[Item, ...]:
    edition = person.edition
    said = [
        (gettext("Organiser"), edition.organiser),
        (gettext("Place"), edition.place),
        (gettext("Begins"), when.moment_in_words(edition.starts_at, edition)),
        (gettext("Ends"), when.moment_in_words(edition.ends_at, edition)),
        (gettext("Questions"), edition.contact),
    ]
    return (Item("list", "", tuple(f"{what}: {words}" for what, words in said)),)


def _limits(person: Registration) -> tuple[Item, ...]:
    return (
        Item(
            "text", gettext("A seat is kept for this person. Name and organisation are as they entered them.")
        ),
        Item(
            "text",
            gettext(
                "It does not say who pays for travel and stay, and it is valid only when the organiser has signed it: "
                "send it to %(contact)s and ask."
            )
            % {"contact": person.edition.contact},
        ),
    )
