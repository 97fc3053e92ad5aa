"""Who asks for the erasure of a section, who is the second person, and when a legal hold stands before it."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from safeconduct.cases.erasing.rules import Place, held, may_ask, may_decide, may_erase
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.decisions import Allowed, Decision, Refused
from safeconduct.vocabulary.sections import Section

TODAY = date(2026, 3, 2)
UNTIL = date(2027, 1, 31)
LED = Place(Section.NEEDS, leads=True, edits=True, is_written=True, waits=False, held_until=None)


def code(decision: Decision) -> str:
    """The reason's code, or "" where the rule has no objection."""
    return decision.reason.code if isinstance(decision, Refused) else ""


@pytest.mark.parametrize(
    "changed, expected",
    [
        ({}, ""),
        ({"section": Section.PROFILE}, "erased_with_the_file"),
        ({"leads": False}, "not_yours_to_ask_erasure"),
        ({"edits": False}, "not_yours_to_ask_erasure"),
        ({"section": Section.HEALTH, "leads": False}, ""),
        ({"section": Section.LEGAL, "leads": False}, ""),
        ({"section": Section.HEALTH, "edits": False}, "not_yours_to_ask_erasure"),
        ({"held_until": UNTIL}, "erasure_held"),
        ({"waits": True}, "erasure_waits_already"),
        ({"is_written": False}, "nothing_to_erase"),
    ],
)
def test_who_leads_asks_and_of_health_and_law_who_keeps_them(
    changed: dict[str, object], expected: str
) -> None:
    asked = replace(LED, **changed)  # type: ignore[arg-type]
    assert code(may_ask(asked, said_on=TODAY, today=TODAY)) == expected


def test_the_person_has_said_so_today_or_before() -> None:
    day = timedelta(days=1)
    assert may_ask(LED, said_on=TODAY - day, today=TODAY) == Allowed()
    assert code(may_ask(LED, said_on=TODAY + day, today=TODAY)) == "erasure_said_ahead"


ASKER, SECOND = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize(
    "by, supervises, in_hand, profession, verdict, expected",
    [
        (SECOND, True, False, Profession.SOCIAL_WORKER, "", ""),
        (SECOND, False, True, Profession.SOCIAL_WORKER, "", ""),
        (SECOND, False, False, Profession.SOCIAL_WORKER, "", "not_yours_to_erase"),
        (SECOND, True, True, Profession.ADMINISTRATOR, "", "not_yours_to_erase"),
        (ASKER, True, True, Profession.SOCIAL_WORKER, "", "erasure_wants_two"),
        (SECOND, True, False, Profession.SOCIAL_WORKER, "confirmed", "erasure_decided"),
    ],
)
def test_somebody_else_who_supervises_or_has_the_case_in_hand_decides_once(
    by: UUID, supervises: bool, in_hand: bool, profession: Profession, verdict: str, expected: str
) -> None:
    said = may_decide(
        verdict=verdict,
        asked_by=ASKER,
        by=by,
        supervises=supervises,
        has_in_hand=in_hand,
        profession=profession,
    )
    assert code(said) == expected


def test_a_legal_hold_says_until_when_and_what_is_possible_then() -> None:
    assert may_erase(None) == Allowed()
    asked = may_ask(replace(LED, held_until=UNTIL), said_on=TODAY, today=TODAY)
    for refused in (may_erase(UNTIL), asked):
        assert isinstance(refused, Refused)
        assert (refused.reason.code, str(refused.reason.whole)) == (
            "erasure_held",
            (
                "A legal hold keeps what belongs to this file until 31 January 2027. "
                "Ask again after its end, or let it be lifted."
            ),
        )


def test_until_when_a_legal_hold_keeps_the_file_is_said_as_a_text_like_any_other() -> None:
    reason = held(UNTIL)
    assert reason.sentence.endswith("keeps what belongs to this file until 31 January 2027.")
    assert reason.instead == "Ask again after its end, or let it be lifted."
