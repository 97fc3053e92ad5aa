"""The English label of every code, translated when it is shown. Codes never change; labels may.

The labels of `codes/needs.py` stand in `labels/needs.py`, and so on. Lists are looked up by their class first: codes of
two lists may be the same text (`safety` is a need, a reason to hold and a section), and equal texts are equal keys.
"""

from enum import StrEnum

from safeconduct.vocabulary.decisions import Words
from safeconduct.vocabulary.labels import (
    agencies,
    assessment,
    audiences,
    authorities,
    children,
    complaints,
    consent,
    directory,
    emergencies,
    enquiries,
    needs,
    offering,
    person,
    planning,
    protection,
    referrals,
    returning,
    rooms,
    sections,
    team,
)

LABELS: dict[type[StrEnum], dict[StrEnum, Words]] = {
    **agencies.LABELS,
    **assessment.LABELS,
    **audiences.LABELS,
    **authorities.LABELS,
    **children.LABELS,
    **complaints.LABELS,
    **consent.LABELS,
    **directory.LABELS,
    **emergencies.LABELS,
    **enquiries.LABELS,
    **needs.LABELS,
    **offering.LABELS,
    **person.LABELS,
    **planning.LABELS,
    **protection.LABELS,
    **referrals.LABELS,
    **returning.LABELS,
    **rooms.LABELS,
    **sections.LABELS,
    **team.LABELS,
}


def label(code: StrEnum) -> Words:
    """What people read for a member of a code list or a section; a bare text raises KeyError."""
    return LABELS[type(code)][code]


def choices(codes: type[StrEnum]) -> list[tuple[str, Words]]:
    """A code list as a form field's choices, in the order of the list."""
    return [(code.value, label(code)) for code in codes]
