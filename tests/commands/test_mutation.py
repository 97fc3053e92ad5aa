"""What is said of broken lines: how many were seen, which survive, and what has a written reason."""

from safeconduct.commands.measures import WRONG, Plan
from safeconduct.commands.measures.mutation import SAMPLED, chosen, numbers

FORMS = [f"safeconduct.consent.forms.x_marked__mutmut_{number}" for number in range(1, 11)]
OTHERS = ["safeconduct.cases.rules.x_may__mutmut_1", "safeconduct.keys.blind.x_blind__mutmut_1"]


def plan(*, short: bool = False) -> Plan:
    """One that says nothing."""
    return Plan(short=short, seed=1, say=lambda _said: None)


def test_each_broken_line_stands_in_one_group_and_the_short_form_breaks_the_consent_alone() -> None:
    groups = chosen([*FORMS, *OTHERS], plan())
    assert sorted(groups["consent"]) == sorted(FORMS)
    assert (groups["rules"], groups[SAMPLED]) == (OTHERS[:1], OTHERS[1:])
    assert list(chosen([*FORMS, *OTHERS], plan(short=True))) == ["consent"]


def test_too_few_seen_does_not_hold_and_each_survivor_without_a_reason_is_named() -> None:
    found = dict.fromkeys(FORMS, "killed") | {FORMS[0]: "survived", FORMS[1]: "not reached"}
    said = numbers({"consent": FORMS}, found, {FORMS[0]: "-a +b"}, [])
    consent = said["consent"]
    assert isinstance(consent, dict)
    assert (consent["seen"], consent["reached by no test without a database"]) == (8, 1)
    assert consent["survive without one"] == [f"{FORMS[0]}: -a +b"]
    assert said[WRONG] == [
        "consent: 0.889 are seen",
        f"consent: without a reason survives {FORMS[0]}: -a +b",
    ]


def test_enough_holds_and_what_was_not_asked_is_no_survivor() -> None:
    found = dict.fromkeys(FORMS[1:], "killed")
    said = numbers({"consent": FORMS}, found, {}, [])
    assert said[WRONG] == []
    assert isinstance(said["consent"], dict)
    assert said["consent"]["not asked in the time"] == 1
