"""How the registrations of an edition stand in figures, for those who organise it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from safeconduct.public.conferences.models import Edition, Quota, Registration, RegistrationState
from safeconduct.public.conferences.models.participants import HOLDING
from safeconduct.public.conferences.models.professions import professions
from safeconduct.public.conferences.registering import seating
from safeconduct.public.conferences.registering.seats import holders_of, limit_of
from safeconduct.vocabulary.countries import COUNTRIES


@dataclass
class Row:
    """One line of a table: for whom, how many hold a seat, how many wait."""

    label: Any
    held: int = 0
    waiting: int = 0


@dataclass
class QuotaRow:
    """A quota with how much of it is taken."""

    quota: Quota
    profession: Any
    country: Any
    held: int

    @property
    def is_full(self) -> bool:
        """Whether nobody of these people can have a seat."""
        return self.held >= self.quota.seats


@dataclass
class Figures:
    """All tables of an edition."""

    held: int
    states: list[tuple[str, Any, int]]
    quotas: list[QuotaRow] = field(default_factory=list)
    professions: list[Row] = field(default_factory=list)
    countries: list[Row] = field(default_factory=list)


def figures_of(edition: Edition) -> Figures:
    """Three questions, however many people there are."""
    grouped = Registration.objects.filter(edition=edition).values_list("state", "profession", "country")
    counted = list(grouped.annotate(Count("pk")).order_by())
    states: Counter[str] = Counter()
    for state, _profession, _country, number in counted:
        states[state] += number
    return Figures(
        held=sum(states[state] for state in HOLDING),
        states=[(state.value, state.label, states[state]) for state in RegistrationState],
        quotas=quotas_of(edition),
        professions=_rows(dict(professions()), ((s, p, n) for s, p, _c, n in counted)),
        countries=_rows(
            {code: row.name for code, row in COUNTRIES.items()}, ((s, c, n) for s, _p, c, n in counted)
        ),
    )


def quotas_of(edition: Edition) -> list[QuotaRow]:
    """Each quota with how many hold a seat of it. Two questions."""
    holders = holders_of(edition)
    labels, quotas = dict(professions()), Quota.objects.filter(edition=edition)
    return [
        QuotaRow(
            quota,
            labels.get(quota.profession),
            COUNTRIES[quota.country].name if quota.country else None,
            seating.held_in(limit_of(quota), holders),
        )
        for quota in quotas.order_by("profession", "country")
    ]


def _rows(labels: dict[str, Any], counted: Iterable[tuple[str, str, int]]) -> list[Row]:
    found: dict[str, Row] = {}
    for state, code, number in counted:
        row = found.setdefault(code, Row(labels.get(code, code)))
        if state in HOLDING:
            row.held += number
        elif state == RegistrationState.WAITING:
            row.waiting += number
    shown = [row for row in found.values() if row.held or row.waiting]
    return sorted(shown, key=lambda row: (-row.held, str(row.label)))
