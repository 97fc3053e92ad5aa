"""What the record of processing says (GDPR Art. 30), read from the configuration. Nobody competent has reviewed it.

Nothing here is about a person: purposes and grounds, kinds of data, who could receive, terms, measures.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.access.policy import allowed
from safeconduct.agencies.models import Agency, Member
from safeconduct.agencies.processing.actions import proposed, standing
from safeconduct.agencies.processing.models import Ground
from safeconduct.cases.fields import FIELDS
from safeconduct.directory.models import Entry
from safeconduct.exchange.queries import known_peers
from safeconduct.referrals.keeping.classes import AFTER, class_of
from safeconduct.referrals.keeping.queries import terms
from safeconduct.referrals.transfers.countries import lists
from safeconduct.vocabulary.codes import ProcessingGround, Purpose, Sector, SpecialCondition
from safeconduct.vocabulary.countries import country_in_full
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import NEVER_SENT, USED, Section, in_order

MOST = 200
"""So many recipients are named; the number of all is said."""

MEASURES: tuple[Words, ...] = (
    gettext_lazy("Each section has a key of its own; what is stored is ciphertext under it."),
    gettext_lazy(
        "Who may see what is decided three times: by the policy, by the rows of the database, by the key."
    ),
    gettext_lazy("What goes to another node is sealed to its agency and signed; nothing is sent by mail."),
    gettext_lazy(
        "Nothing leaves without a recorded permission, or a listed ground that a second person looks at."
    ),
    gettext_lazy("Each reading is recorded, and the person can see it."),
    gettext_lazy("Erasure destroys keys first. A backup that holds the keys brings the content back."),
    gettext_lazy("Sign-in with a second factor; a fresh confirmation before what cannot be undone."),
    gettext_lazy("Mails hold references only."),
)
"""What the software does by itself. Who can enter the rooms where it runs is for the agency to add."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading with lines; `gaps` are what the agency must fill in itself."""

    title: Words
    lines: list[str]
    gaps: list[Words]


def record(agency: Agency, *, at: datetime) -> list[Chapter]:
    """The record of this agency, as things stand now."""
    return [
        Chapter(
            _("Controller"),
            [f"{agency.name}, {country_in_full(agency.country)}, {label(Sector(agency.sector))}",
             _("As of %(when)s") % {"when": date_format(localtime(at), "D j M Y, H:i")}],
            [_("Postal address, and who represents the controller"), _("Data protection officer, with contact")],
        ),
        Chapter(_("Purposes and grounds"), list(_purposes(agency)), []),
        Chapter(
            _("Whose data"),
            [_("People who are presumed or identified as trafficked, and those who ask for help"),
             _("Children among them, and their guardians"),
             _("Members of the agency, as far as their acts are recorded")],
            [_("Others whom your files speak of")],
        ),
        Chapter(_("Kinds of data"), [_kind(section) for section in in_order(USED)], []),
        Chapter(_("Recipients"), list(_recipients(agency)), [_("Processors: who hosts and backs up the node")]),
        Chapter(_("Outside the European Union"), list(_abroad(agency)), []),
        Chapter(_("How long"), list(_terms(agency)), [_("What a law of your country or profession asks")]),
        Chapter(_("Measures"), [str(words) for words in MEASURES], [_("Rooms, devices, paper, training")]),
    ]  # fmt: skip


def _purposes(agency: Agency) -> Iterable[str]:
    stands, waits = standing(agency.id), proposed(agency.id)
    used = purposes_of(agency)
    names = {row.set_by for row in waits.values()}
    known = {one.id: one.name for one in Member.objects.filter(id__in=names)} if names else {}
    for purpose in Purpose:
        if purpose in used or purpose in stands or purpose in waits:
            asked = waits.get(purpose)
            more = f" ({proposed_in_words(asked, known)})" if asked else ""
            yield f"{label(purpose)}: {ground_in_words(stands.get(purpose))}{more}"


def purposes_of(agency: Agency) -> set[Purpose]:
    """For what this agency can process here: what the policy lets its sector do, and what its services are for."""
    by_policy = {cell.purpose for cell, _row in allowed() if cell.sector == agency.sector}
    by_services = set(Entry.objects.filter(agency_id=agency.id).values_list("purpose", flat=True))
    return {purpose for purpose in Purpose if purpose.value in {str(one) for one in by_policy | by_services}}


def ground_in_words(found: Ground | None) -> str:
    """The ground, the condition and the law; or that nobody has set one."""
    if found is None:
        return _("no ground is set")
    return ground_of_codes(f"{found.ground}|{found.condition}|{found.law}")


def ground_of_codes(value: str) -> str:
    """The same from codes and law in a row, as a kept record has them; codes that are not known as they are."""
    ground, condition, law = [*value.split("|", 2), "", ""][:3]
    words = [
        label(ProcessingGround(ground)) if ground in set(ProcessingGround) else ground,
        label(SpecialCondition(condition)) if condition in set(SpecialCondition) else condition,
        law,
    ]
    return "; ".join(str(one) for one in words if one) or _("no ground is set")


def proposed_in_words(found: Ground, names: Mapping[UUID, str]) -> str:
    """What somebody has proposed and nobody has confirmed yet: it does not count."""
    return _("proposed by %(who)s on %(when)s, and confirmed by nobody yet: %(ground)s") % {
        "who": names.get(found.set_by, "–"),
        "when": date_format(localtime(found.set_at), "j M Y"),
        "ground": ground_in_words(found),
    }


def _kind(section: Section) -> str:
    asked = ", ".join(str(field.label) for field in FIELDS[section] if not field.is_old)
    stays = _(" (never leaves the agency)") if section in NEVER_SENT else ""
    return f"{label(section)}{stays}: {asked}"


def recipients(agency: Agency) -> list[Agency]:
    """The agencies to which something could be referred: those in the directory, of this node and of its peers."""
    ids = Entry.objects.exclude(agency_id=agency.id).values_list("agency_id", flat=True)
    return list(Agency.objects.filter(id__in=ids).order_by("country", "name"))


def _recipients(agency: Agency) -> Iterable[str]:
    found = recipients(agency)
    yield _(
        "Only with the person's permission, or on a listed ground; the least that is needed, section by section."
    )
    for one in found[:MOST]:
        yield f"{one.name}, {country_in_full(one.country)}, {label(Sector(one.sector))}"
    if len(found) > MOST:
        yield _("and %(n)s more") % {"n": len(found) - MOST}
    peers = ", ".join(known.row.node for known in known_peers())
    yield _("Other nodes that are joined: %(nodes)s") % {"nodes": peers or "–"}


def _abroad(agency: Agency) -> Iterable[str]:
    countries = {
        one.country for one in recipients(agency) if lists().asks_ground(agency.country, one.country)
    }
    if not countries:
        yield _("No agency in the directory is in a country for which a ground is asked.")
    for country in sorted(countries):
        yield _(
            "%(country)s: a ground of Chapter V is asked, and no section and no text leaves without one; codes and "
            "dates do"
        ) % {"country": country_in_full(country)}


def _terms(agency: Agency) -> Iterable[str]:
    content, records = terms()
    yield _("Content of what is closed: %(days)s") % {"days": _days(content)}
    yield _("Record of who did what: %(days)s") % {"days": _days(records)}
    for section in in_order(USED):
        known = class_of(section, agency.country)
        if known is not None:
            span = f"{known.least_days}–{known.most_days}" if known.most_days else "–"
            yield f"{label(section)}: {AFTER[known.after]}, {span} ({label(known.confidence)})"


def _days(days: int | None) -> str:
    return _("no term is set") if days is None else _("%(n)s days") % {"n": days}
