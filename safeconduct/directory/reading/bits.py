"""What a service refuses and which needs it answers to, as the bits that the database lays out beside it. Pure.

`migrations/sql/0014_quicker.sql` sets the same bits; tests compare both with the rules.
"""

from collections.abc import Collection

from safeconduct.directory.finding.asked import Wanted
from safeconduct.directory.finding.refusing import YEARS
from safeconduct.vocabulary.codes import Takes, Urgency

BITS: dict[Takes, int] = {Takes.WOMEN: 1, Takes.MEN: 2, Takes.TRANS_AND_NONBINARY: 4}
CHILD, WITH_CHILDREN, STEP_FREE, WITHOUT_PAPERS = 8, 16, 32, 64
FROM_ABROAD, EMERGENCY, FIRST_AGE = 128, 256, 9

NEEDS = (
    "safety", "housing", "medical_urgent", "medical_chronic", "pregnancy", "disability", "psychological",
    "legal_status", "documents", "legal_aid", "compensation", "interpretation", "income", "food_clothing",
    "children_dependants", "education_training", "employment", "family_contact_tracing", "religion_culture",
    "digital_safety", "return_wish",
)  # fmt: skip
"""The bit of a need is its place here. What is new is put at the end, by a migration of `directory.answers`."""


def mask(wanted: Wanted) -> int:
    """The bits that a service must not refuse."""
    who = wanted.who
    bits = sum(BITS[one] for one in who.takes)
    bits += CHILD * who.is_child + WITH_CHILDREN * who.with_children + STEP_FREE * who.step_free
    bits += WITHOUT_PAPERS * who.without_papers + FROM_ABROAD * wanted.from_abroad
    bits += EMERGENCY * (wanted.urgency is Urgency.EMERGENCY)
    return bits + (1 << (FIRST_AGE + list(YEARS).index(who.age)) if who.age else 0)


def answers(needs: Collection[str]) -> int:
    """The bits that a service must have to answer to all of these needs."""
    return sum(1 << NEEDS.index(need) for need in needs)
