"""A draft of an impact assessment (GDPR Art. 35(7)), from the same configuration; what people judge stays open.

Risks and measures are those of the threat model, in short. Nobody competent has reviewed it, and it is no assessment.
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safeconduct.agencies.models import Agency
from safeconduct.agencies.processing.actions import standing
from safeconduct.cases.fields import FIELDS
from safeconduct.referrals.keeping.queries import terms
from safeconduct.referrals.transfers.countries import lists
from safeconduct.site.processing.record import MEASURES, Chapter, purposes_of, recipients, record
from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import label

RISKS: tuple[tuple[Words, Words], ...] = (
    (gettext_lazy("Whoever exploits the person finds them through the file"),
     gettext_lazy("Aliases in lists, sections apart, safe contact, no shelter's address in the directory")),
    (gettext_lazy("A colleague reads out of curiosity"),
     gettext_lazy("Need to know by place and profession; each reading recorded and shown to the person")),
    (gettext_lazy("Police, immigration or the state of origin get what was told in confidence"),
     gettext_lazy("A firewall of keys and policy; a list of whom nothing may ever reach; orders through two people")),
    (gettext_lazy("The server, a backup or a device is taken"),
     gettext_lazy("Keys apart from content; a host who has both can read: say who that is")),
    (gettext_lazy("More is told than the person agreed to"),
     gettext_lazy("Permission for named agencies, sections and purposes; taking back reaches whoever holds it")),
    (gettext_lazy("Data outlive their use"),
     gettext_lazy("Terms decided by the node; keys destroyed first; holds with an owner and an end")),
    (gettext_lazy("It leaves for a country with weaker protection"),
     gettext_lazy("A ground is asked, and no section and no text is sent without one")),
)  # fmt: skip


def assessment(agency: Agency, *, at: datetime) -> list[Chapter]:
    """The draft: what is processed, whether it is needed, what could go wrong, what is done; and what is missing."""
    controller, purposes, whose, kinds, recipients_, *_rest = record(agency, at=at)
    asked = sum(len(fields) for fields in FIELDS.values())
    return [
        controller,
        Chapter(_("Why an assessment is needed"), [
            _("Vulnerable people and special categories of data: as a rule Article 35 of the GDPR asks for one.")
        ], [_("The opinion of the data protection officer (Art. 35(2))"),
            _("The views of those concerned, or why not (Art. 35(9))")]),
        purposes,
        Chapter(_("Necessary and no more"), [
            _("%(n)s questions can be asked, each with its purpose; every one may stay open.") % {"n": asked},
            _("Help can begin and go on with an alias; the name is held back until somebody accepts."),
            *whose.lines,
        ], [_("Which questions your agency does not need, and stops asking")]),
        kinds,
        recipients_,
        Chapter(_("Risks, and what is done"), [f"{risk}: {done}" for risk, done in RISKS], [
            _("How likely and how grave each is for your people, before and after the measures"),
            _("What remains, who accepts it, and whether the authority is asked first (Art. 36)"),
        ]),
        Chapter(_("Measures"), [str(words) for words in MEASURES], [_("Rooms, devices, paper, training")]),
        Chapter(_("What is missing on this node"), list(missing(agency)), []),
    ]  # fmt: skip


def missing(agency: Agency) -> Iterable[str]:
    """What the configuration itself lacks."""
    stands = standing(agency.id)
    for purpose in sorted(purposes_of(agency) - set(stands)):
        yield _("No ground is set for: %(purpose)s") % {"purpose": label(purpose)}
    content, records = terms()
    if content is None:
        yield _("No term for the content of what is closed")
    if records is None:
        yield _("No term for the record of who did what")
    if (
        any(lists().asks_ground(agency.country, one.country) for one in recipients(agency))
        and not lists().checked_by
    ):
        yield _("The list of countries for which a ground is asked was checked by nobody")
