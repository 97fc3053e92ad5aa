"""The person's own list keeps an agency out whatever is agreed, and binds whoever has the safety section."""

from dataclasses import dataclass, replace

import pytest

from safeconduct.cases.contents import cleaned
from safeconduct.referrals import reasons
from safeconduct.referrals.moves import Event
from safeconduct.referrals.never import Never, conditions_of, kept_out_by, never_of
from safeconduct.referrals.position import draft
from safeconduct.referrals.sending import may_send
from safeconduct.vocabulary.codes import Sector
from safeconduct.vocabulary.decisions import Reason
from safeconduct.vocabulary.errors import BadInput
from safeconduct.vocabulary.sections import SENT_AT_ONCE, Section
from tests.referrals.stories import NOW, START, S, attempt, why
from tests.referrals.test_sending import FACTS


@dataclass(frozen=True)
class Desk:
    """What the list looks at."""

    country: str
    sector: str
    name: str


SHELTER = Desk("BE", "shelter", "Maison Lierre")


@pytest.mark.parametrize(
    "never, expected",
    [
        (Never(), None),
        (Never(countries=frozenset({"RO", "MD"})), None),
        (Never(countries=frozenset({"BE"})), reasons.NEVER_THIS_COUNTRY),
        (Never(kinds=frozenset({"police", "consular"})), None),
        (Never(kinds=frozenset({"shelter"})), reasons.NEVER_THIS_KIND),
        (Never(agencies=frozenset({"Maison Rose"})), None),
        (Never(agencies=frozenset({"Maison"})), None),
        (Never(agencies=frozenset({"  maison   LIERRE "})), reasons.NEVER_THIS_AGENCY),
        # the widest is said: it holds for every other agency there too
        (
            Never(frozenset({"BE"}), frozenset({"shelter"}), frozenset({"Maison Lierre"})),
            reasons.NEVER_THIS_COUNTRY,
        ),
    ],
)
def test_who_is_on_the_list_is_kept_out(never: Never, expected: Reason | None) -> None:
    assert never.keeps_out(SHELTER) == expected


def test_the_list_is_read_from_the_safety_section() -> None:
    entered = {
        "never_countries": ["RO, md"],
        "never_kinds": ["consular"],
        "never_agencies": ["Maison Lierre\n\n Biroul Nord "],
    }
    never = never_of(cleaned(Section.SAFETY, entered))
    assert never.countries == {"RO", "MD"}
    assert never.kinds == {Sector.CONSULAR.value}
    assert never.keeps_out(SHELTER) == reasons.NEVER_THIS_AGENCY
    assert never.keeps_out(replace(SHELTER, name="Biroul Nord")) == reasons.NEVER_THIS_AGENCY


@pytest.mark.parametrize("way", ["declined", "not_asked", "unknown"])
def test_a_list_that_stays_open_names_nobody(way: str) -> None:
    fields = ("never_countries", "never_kinds", "never_agencies")
    content = cleaned(Section.SAFETY, {f"{name}__open": [way] for name in fields})
    assert never_of(content) == Never()
    assert never_of({}) == Never()
    assert kept_out_by({}, SHELTER) is None


def test_a_country_that_nobody_knows_is_refused_where_it_was_written() -> None:
    with pytest.raises(BadInput) as wrong:
        cleaned(Section.SAFETY, {"never_countries": ["Atlantis"]})
    assert set(wrong.value.errors) == {"never_countries"}


@pytest.mark.parametrize(
    "reason", [reasons.NEVER_THIS_COUNTRY, reasons.NEVER_THIS_KIND, reasons.NEVER_THIS_AGENCY]
)
def test_no_consent_sends_to_whom_the_list_names(reason: Reason) -> None:
    position = draft(START)
    sending = attempt(position, Event.SEND, S, NOW)
    assert why(may_send(position, sending, FACTS, now=NOW)) is None
    assert why(may_send(position, sending, replace(FACTS, kept_out=reason), now=NOW)) == reason


def test_a_receiver_reads_the_list_with_the_offer() -> None:
    """What binds a file of the receiver's own is taken over from there."""
    assert Section.SAFETY in SENT_AT_ONCE


@pytest.mark.parametrize(("never", "expected"), [
    (Never(), []),
    (Never(kinds=frozenset({"shelter"}), agencies=frozenset({"Maison Rose"})), []),
    (Never(kinds=frozenset({"police"})), ["not_police"]),
    (Never(kinds=frozenset({"border_guard"}), countries=frozenset({"RO", "AL"})),
     ["not_police", "not_country:AL", "not_country:RO"]),
])  # fmt: skip
def test_what_of_the_list_a_consent_can_say_binds_the_receiver(never: Never, expected: list[str]) -> None:
    assert conditions_of(never) == expected
