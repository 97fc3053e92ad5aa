"""Making a document; putting in, checking or taking away a template. Recorded by kind and version, without words."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import translation

from safeconduct.agencies.models import Member
from safeconduct.agencies.queries import as_actor, team
from safeconduct.audit.actions import Detail, Entry, record, record_all
from safeconduct.cases.seen import GIVEN_AS_FILE
from safeconduct.rights.documents import rules
from safeconduct.rights.documents.fields import BLANK, FIELDS
from safeconduct.rights.documents.kinds import KINDS, Document, Format
from safeconduct.rights.documents.making import Stamp, filled, given_out, sheet_of
from safeconduct.rights.documents.models import DocumentTemplate
from safeconduct.rights.documents.queries import Draft
from safeconduct.rights.documents.shipped import words
from safeconduct.rights.documents.stock import Template, template_named
from safeconduct.vocabulary.decisions import require
from safeconduct.vocabulary.in_turn import wait_in_turn


def stamp(template: Template) -> Stamp:
    """What a document made from this template says of itself."""
    said = words(template.language)
    foot = said["foot"].format(name=template.name, version=template.version, hash=template.mark)
    with translation.override(template.language):
        title = str(KINDS[template.kind].label)
    return Stamp(template.language, title, "" if template.is_checked else said["unchecked"], foot)


def make(case: UUID, draft: Draft, form: Format, *, by: Member, at: datetime) -> bytes:
    """The file, made now and kept nowhere; for an agency the person sees that it was. Raises BadTemplate."""
    values = {line.field.name: line.value or BLANK for line in draft.lines}
    data = given_out(filled(draft.template.content, values), form, stamp(draft.template))
    agreed = draft.asked.reader.agreed
    detail = _of(draft.template) | {
        "for": draft.asked.reader.whom.value,
        "team": str(agreed.team) if agreed else "",
        "consent": str(agreed.consent) if agreed else "",
        "sections": [section.value for section in draft.sections],
        "format": form.value,
    }
    purpose = agreed.purpose.value if agreed else ""
    record("document:made", by=as_actor(by), at=at, case=case, purpose=purpose, detail=detail)
    if agreed:
        to: Detail = {"agency": str(team(agreed.team).agency_id), "document": draft.template.kind.value}
        entries = [
            Entry(GIVEN_AS_FILE, case, section.value, purpose, detail=to) for section in draft.sections
        ]
        record_all(entries, by=as_actor(by), at=at)
    return data


def preview(template: Template, form: Format) -> bytes:
    """The same with invented data. Raises BadTemplate."""
    return given_out(filled(template.content, invented()), form, stamp(template))


def invented() -> dict[str, str]:
    """What stands in a preview: one line blank, so that it is seen how that looks."""
    return {one.name: one.invented or BLANK for one in FIELDS}


@dataclass(frozen=True, slots=True)
class Place:
    """What a template is for."""

    kind: Document
    language: str
    country: str


@transaction.atomic
def put_in(place: Place, content: bytes, *, by: Member, at: datetime) -> DocumentTemplate:
    """A new version of a template. Raises NotPossible, and BadTemplate for one that cannot be filled."""
    require(rules.may_put_in(by.profession))
    made = filled(content, invented())
    sheet_of(made, Stamp(place.language, "", "", ""))
    return _added(place, content, "put_in", by=by, at=at)


@transaction.atomic
def take_away(template: Template, *, by: Member, at: datetime) -> None:
    """From now on ours holds again; the versions stay, since documents name them."""
    require(rules.may_put_in(by.profession))
    if template.is_own:
        _added(Place(template.kind, template.language, template.country), b"", "taken_away", by=by, at=at)


@transaction.atomic
def check(key: str, *, by: Member, at: datetime) -> None:
    """A second lawyer says that it fits the law of their country. Raises NotFound, NotPossible."""
    template = template_named(key)
    place = Place(template.kind, template.language, template.country)
    waits = template.is_own and not template.is_checked and template.version == _newest(place, by)
    require(
        rules.may_check(
            by.profession, by.agency.country, by=by.id, put_in_by=template.put_in_by or by.id, of=template.country,
            waits=waits,
        )
    )  # fmt: skip
    _added(place, template.content, "checked", of=template, by=by, at=at)


def _added(
    place: Place, content: bytes, what: str, *, of: Template | None = None, by: Member, at: datetime
) -> DocumentTemplate:
    # Two may put in at once: the second waits, and then counts on.
    wait_in_turn(f"rights/templates/{by.agency_id}")
    row = DocumentTemplate(
        id=uuid4(), agency_id=by.agency_id, kind=place.kind.value, country=place.country, language=place.language,
        version=_newest(place, by) + 1, sha256=sha256(content).hexdigest(), content=content,
        put_in_by=(of.put_in_by if of else None) or by.id, put_in_at=at,
        checked_by=by.id if of else None, checked_at=at if of else None,
    )  # fmt: skip
    row.save(force_insert=True)
    detail: Detail = {
        "kind": row.kind, "template": row.language, "country": row.country, "version": row.version,
        "hash": row.sha256[:16],
    }  # fmt: skip
    record(f"template:{what}", by=as_actor(by), at=at, detail=detail)
    return row


def _newest(place: Place, by: Member) -> int:
    rows = DocumentTemplate.objects.filter(
        agency_id=by.agency_id, kind=place.kind.value, country=place.country, language=place.language
    )
    return rows.order_by("-version").values_list("version", flat=True).first() or 0


def _of(template: Template) -> Detail:
    return {
        "kind": template.kind.value, "template": template.name, "version": template.version,
        "hash": template.mark,
    }  # fmt: skip
