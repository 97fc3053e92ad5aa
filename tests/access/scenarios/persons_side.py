"""Policies of what a person says is wrong, wishes erased, and sees with a paper."""

from typing import Any

from tests.access.names import ID
from tests.access.rows import NOW
from tests.access.scenarios.probes import (
    Probe,
    Refusal,
    Scenario,
    adds,
    audit,
    changes,
    deletes,
    nobody,
    sees,
)

LOOK = "look at own_alfa"


ANSWERED: dict[str, Any] = {"answer": "spoke", "answered_by": ID("ana"), "answered_at": NOW}


def word(case: str = "own_alfa", *, agency: str = "alfa", by: str | None = "ana") -> dict[str, Any]:
    """What a person says is wrong, written down by somebody, or by a paper code."""
    written_by = ID(by) if by else None
    return {
        "case_id": ID(case), "agency_id": ID(agency), "kind": "wrong", "about": "plan", "written_by": written_by,
        "written_at": NOW,
    }  # fmt: skip


def wish(case: str = "own_alfa", *, agency: str = "alfa", by: str = "ana") -> dict[str, Any]:
    """That a person wishes a section erased, written down by somebody."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "section": "safety", "asked_by": ID(by), "verdict": "",
        "asked_at": NOW,
    }  # fmt: skip


def answers(who: str) -> Probe:
    """Answer whatever can be reached, in somebody's name."""
    return changes("cases.persons_word", f"answer = 'spoke', answered_at = now(), answered_by = '{ID(who)}'")


def said(case: str = "own_alfa", agency: str = "alfa", **more: Any) -> dict[str, Any]:
    """A consent taken back by the person with a paper code."""
    return {
        "case_id": ID(case), "agency_id": ID(agency), "heard_by": ID(agency), "consent_id": ID(f"consent_{case}"),
        "channel": "person", "by_role": "person", "by_person": True, "sections": [], **more,
    }  # fmt: skip


SCENARIOS: dict[tuple[str, str], Scenario] = {
    # what a person says is wrong: the team sees it, the lead answers it; a look by a paper has what stands there
    ("cases.persons_word", "words_of_my_people"): Scenario(
        "ana", [sees("cases.persons_word", case_id=ID("own_alfa"))],
        [sees("cases.persons_word", case_id=ID("own_beta")), Refusal(sees("cases.persons_word"), "dan"),
         Refusal(sees("cases.persons_word"), "sara")],
    ),
    ("cases.persons_word", "words_that_i_write_down"): Scenario(
        "ana", [adds("cases.persons_word", **word())],
        [adds("cases.persons_word", **word("own_beta")), adds("cases.persons_word", **word(agency="beta")),
         adds("cases.persons_word", **word(by="dan")), adds("cases.persons_word", **word(by=None)),
         adds("cases.persons_word", **word(), **ANSWERED),
         Refusal(adds("cases.persons_word", **word(by="dan")), "dan")],
    ),
    ("cases.persons_word", "words_that_i_answer"): Scenario(
        "ana", [answers("ana")],
        [answers("dan"), Refusal(answers("ana"), "ana", own=1), Refusal(answers("nora"), "nora")],
    ),
    ("cases.persons_word", "words_about_what_my_paper_shows"): Scenario(
        LOOK, [sees("cases.persons_word", case_id=ID("own_alfa"))],
        [sees("cases.persons_word", case_id=ID("own_beta")), Refusal(sees("cases.persons_word"), "look at bare_alfa")],
    ),
    ("cases.persons_word", "words_by_my_paper"): Scenario(
        LOOK, [adds("cases.persons_word", **word(by=None))],
        [adds("cases.persons_word", **word("own_beta", by=None)),
         adds("cases.persons_word", **word(agency="beta", by=None)),
         adds("cases.persons_word", **word()), adds("cases.persons_word", **word(by=None), **ANSWERED),
         adds("cases.persons_word", **word(by=None), sealed=b"x", generation=1, section="plan")],
    ),
    ("cases.persons_word", "words_long_answered"): Scenario(
        "worker", [deletes("cases.persons_word")],
        [Refusal(deletes("cases.persons_word"), "worker", own=6), nobody(deletes("cases.persons_word"))],
    ),
    # what a person wishes erased: asked for by who writes the section, seen by the team and by who supervises
    ("cases.section_erasure", "erasures_of_my_people"): Scenario(
        "ana", [sees("cases.section_erasure", case_id=ID("own_alfa"))],
        [sees("cases.section_erasure", case_id=ID("own_beta")), Refusal(sees("cases.section_erasure"), "dan"),
         Refusal(sees("cases.section_erasure"), "adam")],
    ),
    ("cases.section_erasure", "erasures_that_i_ask_for"): Scenario(
        "ana", [adds("cases.section_erasure", **wish())],
        [adds("cases.section_erasure", **wish("own_beta")), adds("cases.section_erasure", **wish(agency="beta")),
         adds("cases.section_erasure", **wish("got_alfa")), adds("cases.section_erasure", **wish(by="dan")),
         adds("cases.section_erasure", **wish(), generation=1),
         adds("cases.section_erasure", **wish() | {"verdict": "erased", "decided_by": ID("sara"), "decided_at": NOW}),
         Refusal(adds("cases.section_erasure", **wish(by="nora")), "nora")],
    ),
    ("cases.section_erasure", "erasures_without_a_file"): Scenario(
        "worker", [deletes("cases.section_erasure")],
        [Refusal(deletes("cases.section_erasure"), "worker", own=2), nobody(deletes("cases.section_erasure"))],
    ),
    ("cases.section_erasure", "the_owner_decides_erasures"): Scenario("owner", [sees("cases.section_erasure")], []),
    ("cases.section_version", "the_plan_on_my_paper"): Scenario(
        LOOK, [sees("cases.section_version", case_id=ID("own_alfa"), section="plan")],
        [sees("cases.section_version", case_id=ID("own_beta")),
         sees("cases.section_version", case_id=ID("own_alfa"), section="needs"),
         Refusal(sees("cases.section_version"), "look at bare_alfa")],
    ),
    ("cases.follow_up", "appointments_on_my_paper"): Scenario(
        LOOK, [sees("cases.follow_up", case_id=ID("own_alfa"))],
        [sees("cases.follow_up", case_id=ID("own_beta")), Refusal(sees("cases.follow_up"), "look at bare_alfa")],
    ),
    ("consent.version", "consents_on_my_paper"): Scenario(
        LOOK, [sees("consent.version", case_id=ID("own_alfa"))], [sees("consent.version", case_id=ID("own_beta"))],
    ),
    ("consent.withdrawal", "taken_back_by_my_paper"): Scenario(
        LOOK, [adds("consent.withdrawal", **said())],
        [adds("consent.withdrawal", **said("own_beta", "beta")), adds("consent.withdrawal", **said(agency="beta")),
         adds("consent.withdrawal", **said(channel="worker")), adds("consent.withdrawal", **said(by_person=False)),
         adds("consent.withdrawal", **said(by_role="lawyer")), adds("consent.withdrawal", **said(sections=["plan"])),
         adds("consent.withdrawal", **said(referral_id=ID("shared_own_alfa"))),
         adds("consent.withdrawal", **said(consent_id=ID("another consent")))],
    ),
    ("consent.withdrawal", "what_was_taken_back_on_my_paper"): Scenario(
        LOOK, [sees("consent.withdrawal", case_id=ID("own_alfa"))],
        [sees("consent.withdrawal", case_id=ID("own_beta"))],
    ),
    ("keys.section_key", "the_key_of_what_my_paper_shows"): Scenario(
        LOOK, [sees("keys.section_key", case_id=ID("own_alfa"), section="plan")],
        [sees("keys.section_key", case_id=ID("own_beta")),
         sees("keys.section_key", case_id=ID("own_alfa"), section="profile"),
         Refusal(sees("keys.section_key"), "look at bare_alfa")],
    ),
    ("audit.record", "a_person_records_for_itself"): Scenario(
        LOOK, [adds("audit.record", **audit("person", str(ID("paper own_alfa")), "alfa"), case_id=ID("own_alfa"))],
        [adds("audit.record", **audit("person", str(ID("paper own_beta")), "beta"), case_id=ID("own_beta")),
         adds("audit.record", **audit("person", str(ID("paper own_alfa")), "alfa"), case_id=ID("own_beta")),
         adds("audit.record", **audit("person", str(ID("paper own_alfa")), "beta"), case_id=ID("own_alfa")),
         adds("audit.record", **audit("member", str(ID("ana")), "alfa"), case_id=ID("own_alfa"))],
    ),
}  # fmt: skip
