"""What was signed on a node lies over the packs: which version holds on which day, and who checked it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from safeconduct.rights.checking import faults
from safeconduct.rights.codes import Right, Trigger
from safeconduct.rights.editing.content import content_of, digest_of, rule_of_text, text_of
from safeconduct.rights.editing.exporting import as_toml
from safeconduct.rights.editing.judging import among_others
from safeconduct.rights.editing.overlay import Check, overlaid, replaced_by, with_version
from safeconduct.rights.evaluating import evaluate
from safeconduct.rights.facts import Facts
from safeconduct.rights.reading import book, read
from safeconduct.rights.rule import Rule
from safeconduct.vocabulary.codes import Answer3

TODAY = date(2026, 11, 29)
NAME = "RO-RP-01"
PACK = next(rule for rule in book().rules if rule.id == NAME)


def version(says: str, begins: date | None = None, until: date | None = None) -> Rule:
    return replace(PACK, says=says, valid_from=begins, valid_to=until)


def said_on(day: date, *signed: Rule) -> list[str]:
    """What the rule says on a day."""
    rules = [one for one in overlaid(book(), signed, {}).rules if one.id == NAME and one.is_valid(day)]
    return [one.says for one in rules]


LATER, FIRST = date(2027, 3, 1), date(2027, 1, 1)
BEFORE = date(2026, 12, 31)
TABLE: list[tuple[str, list[Rule], date, list[str]]] = [
    ("nothing signed: the pack", [], TODAY, [PACK.says]),
    ("a correction takes the place of what it corrects", [version("A")], TODAY, ["A"]),
    ("a later version does not hold yet", [version("B", FIRST)], BEFORE, [PACK.says]),
    ("and lets the one before end on the day before", [version("B", FIRST)], FIRST, ["B"]),
    ("two later ones follow each other", [version("B", FIRST), version("C", LATER)], LATER, ["C"]),
    (
        "of which the first holds meanwhile",
        [version("B", FIRST), version("C", LATER)],
        date(2027, 2, 28),
        ["B"],
    ),
    ("what is signed later lies over what was signed earlier", [version("A"), version("D")], TODAY, ["D"]),
    ("a later version is corrected alone", [version("B", FIRST), version("E", FIRST)], FIRST, ["E"]),
    ("and what went before stays", [version("B", FIRST), version("E", FIRST)], BEFORE, [PACK.says]),
    ("a version that ends leaves nothing after it", [version("B", FIRST, LATER)], date(2027, 3, 2), []),
]


@pytest.mark.parametrize("title, signed, day, said", TABLE, ids=[row[0] for row in TABLE])
def test_which_version_holds(title: str, signed: list[Rule], day: date, said: list[str]) -> None:
    assert said_on(day, *signed) == said


def test_the_person_is_shown_the_version_of_the_day_that_opened_the_right() -> None:
    laid = overlaid(book(), [version("B", FIRST)], {})
    for day, said in ((date(2026, 12, 1), PACK.says), (date(2027, 2, 1), "B")):
        facts = Facts(
            "RO", Answer3.NO, frozenset({"UA"}), frozenset({"RO"}), is_identified=True, is_denied=False,
            events={Trigger.REASONABLE_GROUNDS: day},
        )  # fmt: skip
        found = next(
            one for one in evaluate(laid, facts, date(2027, 4, 1)) if one.right is Right.REFLECTION_PERIOD
        )
        assert [one.rule.says for one in found.found if one.rule.id == NAME] == [said]


def test_every_rule_is_the_same_after_it_was_written_and_read() -> None:
    for rule in book().rules:
        again = rule_of_text(rule.jurisdiction, text_of(rule))
        assert replace(again, checked_on=None, checked_by="") == rule
        assert digest_of(again) == digest_of(rule)


def test_a_check_is_of_exactly_what_was_read() -> None:
    checks = {(NAME, digest_of(PACK)): Check(TODAY, "Lea, House")}
    checked = next(rule for rule in overlaid(book(), [], checks).rules if rule.id == NAME)
    assert (checked.checked_on, checked.checked_by) == (TODAY, "Lea, House")
    other = next(rule for rule in overlaid(book(), [version("A")], checks).rules if rule.id == NAME)
    assert (other.checked_on, other.checked_by) == (None, "")
    cut = overlaid(book(), [version("B", FIRST)], checks).rules
    assert [one.checked_on for one in cut if one.id == NAME] == [TODAY, None], (
        "that it ends takes no check away"
    )


def test_a_check_is_no_part_of_what_is_signed() -> None:
    assert digest_of(replace(PACK, checked_on=TODAY, checked_by="L")) == digest_of(PACK)
    assert "checked_on" not in content_of(PACK)["rule"]


def test_rules_keep_their_place_and_a_new_one_comes_last() -> None:
    before = [rule.id for rule in book().packs["RO"].rules]
    after = with_version(book(), version("A")).packs["RO"].rules
    assert [rule.id for rule in after] == before
    added = with_version(book(), replace(PACK, id="RO-NEW-01")).packs["RO"].rules
    assert [rule.id for rule in added] == [*before, "RO-NEW-01"]


WRONG: list[tuple[dict[str, Any], set[str]]] = [
    ({"says": "A"}, set()),
    ({"valid_from": FIRST}, set()),
    ({"valid_from": LATER, "valid_to": FIRST}, {"valid_to"}),
    ({"rests_on": (NAME,)}, {"rests_on"}),
    ({"rests_on": ("XX-1",)}, {"rests_on"}),
    ({"on_cooperation": True}, {"on_cooperation"}),
    ({"checked_on": date(2999, 1, 1), "checked_by": "L"}, {"checked_on"}),
    ({"sources": (replace(PACK.sources[0], read_on=date(2999, 1, 1)),)}, {"read_on"}),
]


@pytest.mark.parametrize("more, fields", WRONG)
def test_what_cannot_be_so_among_the_others_is_said_at_its_field(
    more: dict[str, Any], fields: set[str]
) -> None:
    assert set(among_others(replace(PACK, **more), book(), TODAY)) == fields


def test_two_versions_of_one_day_are_refused() -> None:
    laid = overlaid(book(), [version("B", FIRST), version("C", LATER)], {})
    assert set(among_others(version("A", None, LATER), laid, TODAY)) == {"valid_from"}


def test_what_a_proposal_would_change_is_the_version_of_its_day_or_the_one_before() -> None:
    laid = overlaid(book(), [version("B", FIRST)], {})
    assert (found := replaced_by(laid, version("X", FIRST))) is not None
    assert found.says == "B"
    assert (found := replaced_by(laid, version("X", LATER))) is not None
    assert found.says == "B"
    assert (found := replaced_by(laid, version("X"))) is not None
    assert found.says == PACK.says
    assert replaced_by(laid, replace(PACK, id="RO-NEW-01")) is None


@pytest.mark.parametrize("country", list(book().packs))
def test_a_pack_written_out_reads_back_as_what_holds_here(country: str) -> None:
    again_read = replace(PACK.sources[0], read_on=date(2026, 11, 28), limits='Says “nothing” of "this"\\n.')
    signed = [replace(version("B", FIRST), sources=(again_read,), note="Ă, ț and –")]
    checks = {(NAME, digest_of(signed[0])): Check(TODAY, "Lea, House")}
    laid = overlaid(book(), signed, checks)
    pack = read(country.lower(), as_toml(laid.packs[country]))
    assert pack.version == laid.packs[country].version + 1
    assert (pack.bound, pack.members, pack.near, pack.unknown) == (
        laid.packs[country].bound, laid.packs[country].members, laid.packs[country].near, laid.packs[country].unknown,
    )  # fmt: skip

    def told(rule: Rule) -> Rule:
        return replace(rule, sources=tuple(replace(one, key="") for one in rule.sources))

    assert (pack.objecting is None) == (laid.packs[country].objecting is None)
    if pack.objecting and (before := laid.packs[country].objecting):
        assert pack.objecting == replace(before, sources=pack.objecting.sources)
    assert [replace(one, sources=()) for one in pack.not_expressed] == [
        replace(one, sources=()) for one in laid.packs[country].not_expressed
    ]
    assert [told(rule) for rule in pack.rules] == [told(rule) for rule in laid.packs[country].rules]
    assert faults(replace(laid, packs={**laid.packs, country: pack}), TODAY) == []
