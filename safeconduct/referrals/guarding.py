"""Whether the yes of a child's guardian counts, as the child's own file says: asked at the talk and when it leaves.

A referral that rests on a ground in place of consent rests on no guardian's yes, so nothing of this is asked there.
"""

from datetime import datetime
from uuid import UUID

from django.utils.timezone import localdate

from safeconduct.agencies.models import Member
from safeconduct.cases.child.rules import Guarded, counts, guarded
from safeconduct.cases.contents import Content, may_be_child
from safeconduct.cases.queries import Reading, read_sections
from safeconduct.consent.document import read
from safeconduct.consent.models import Version
from safeconduct.referrals.envelope import extract
from safeconduct.referrals.models import Referral
from safeconduct.vocabulary.decisions import Reason, Refused
from safeconduct.vocabulary.sections import Section


def of_a_child(case: UUID, named: str, *, by: Member, at: datetime) -> tuple[bool, Reason | None]:
    """Whether child rules apply, and why the guardian who is named counts for nothing, where the file says so."""
    found = read_sections(case, [Section.PROFILE, Section.FAMILY], by=by, at=at)
    profile, family = found.get(Section.PROFILE), found.get(Section.FAMILY)
    is_child = may_be_child(profile.content if profile else None)
    return is_child, _refused(family.content if family else {}, named, at) if is_child else None


def is_in_conflict(family: Reading | None, *, at: datetime) -> bool:
    """Whether of everybody who stands for the child a conflict of interest is known or suspected."""
    return family is not None and guarded(family.content, today=localdate(at)) is Guarded.IN_CONFLICT


def refused_since(row: Referral, family: Reading | None, *, at: datetime) -> Reason | None:
    """Why the guardian's yes on which a referral rests counts no more; None where nothing speaks against it."""
    if family is None or not row.has_guardian or extract(row.consent).ground:
        return None
    if _refused(family.content, "", at) is None:
        return None  # of nobody a conflict is known: who was named does not matter
    assert row.consent_id is not None  # noqa: S101  (a referral with a guardian rests on a consent)
    rests_on = Version.objects.filter(consent_id=row.consent_id, version=row.consent_version or 0).first()
    return _refused(family.content, read(rests_on.document).guardian if rests_on else "", at)


def refused_by(family: Reading | None, named: str, *, at: datetime) -> Reason | None:
    """Why the yes of the guardian who is named counts for nothing, where the child's file says so."""
    return _refused(family.content, named, at) if family is not None else None


def _refused(family: Content, named: str, at: datetime) -> Reason | None:
    said = counts(family, named, today=localdate(at))
    return said.reason if isinstance(said, Refused) else None
