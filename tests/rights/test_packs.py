"""The packs of this release, and packs that cannot be used: refused with the file, the rule and what to mend."""

import re
from datetime import date
from pathlib import Path

import pytest

from safeconduct.commands.rights import main
from safeconduct.rights.checking import Known, coverage, faults, of_cooperation
from safeconduct.rights.codes import LABELS, SERVICES, Citizenship, Exploited, Person, Right, Trigger
from safeconduct.rights.facts import Part
from safeconduct.rights.reading import FOLDER, LAYERS, PackError, book, read, read_all
from safeconduct.rights.why import CITIZENSHIP, EXPLOITED, MISSING, OPENS, PERSON
from safeconduct.vocabulary.codes import Confidence

TODAY = date(2026, 11, 26)
PACK = """
jurisdiction = "RO"
version = 1
[source.S]
cites = ["Law 1"]
read_on = 2026-11-25
[[rule]]
id = "RO-1"
right = "support"
instrument = "Law 1"
says = "Help."
trigger = "first_contact"
addressee = "support"
on_cooperation = false
confidence = "verified"
source = ["S"]
"""
LAW = """
[[rule]]
id = "{id}"
right = "support"
instrument = "Law 1"
says = "Help."
trigger = "first_contact"
addressee = "support"
on_cooperation = false
confidence = "verified"
source = ["S"]
"""


def test_the_packs_of_this_release_can_be_used() -> None:
    assert faults(book(), TODAY) == []
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LAYERS)


def test_no_service_depends_on_co_operation() -> None:
    """Article 11(3) of Directive 2011/36/EU; Article 12(6) of CETS 197; C1 to C5 of practitioners begin with it."""
    assert of_cooperation(book().rules) == []
    assert {Right.SUPPORT, Right.REFLECTION_PERIOD, Right.LEGAL_AID, Right.CHILD} <= SERVICES
    assert not any("coop" in name for name in book().rules[0].beneficiary.__dataclass_fields__)
    tied = read("ro", PACK.replace("on_cooperation = false", "on_cooperation = true"))
    assert of_cooperation(tied.rules) == ["RO-1: support is a service and must not depend on co-operation."]
    unread = read("ro", PACK.replace("on_cooperation = false", 'on_cooperation = "not_known"'))
    assert of_cooperation(unread.rules), "not read is not enough"


def test_no_sentence_of_a_rule_calls_somebody_a_victim() -> None:
    """Pages say "person"; acts and authorities keep their names, which say it in the plural."""
    said = [
        text for rule in book().rules for text in (rule.says, rule.note) if re.search(r"\bvictim\b", text)
    ]
    assert said == []


def test_nobody_competent_has_checked_a_rule_yet() -> None:
    """The day somebody does, their name and the day stand in the pack, and this test goes."""
    assert not any(rule.checked_on for rule in book().rules)
    assert all(rule.sources for rule in book().rules if rule.confidence is not Confidence.UNVERIFIED)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (
            'trigger = "first_contact"',
            'trigger = "full_moon"',
            "ro, rule RO-1: trigger: “full_moon” is not one of",
        ),
        ('source = ["S"]', 'source = ["T"]', "rule RO-1: source: “T” is not among the sources of this file"),
        ('source = ["S"]', "", "rule RO-1: source: name one, or say that the rule is unverified"),
        ("on_cooperation = false", 'on_cooperation = "no"', "say true, false or “not_known”"),
        ("on_cooperation = false", "", "say true, false or “not_known”"),
        ('says = "Help."', 'says = " "', "says: write a text"),
        ('says = "Help."', 'say = "Help."', "say: there is no such field"),
        ("read_on = 2026-11-25", 'read_on = "yesterday"', "read_on: write a day, such as 2026-11-25"),
        ("read_on = 2026-11-25", "", "source S: read_on: say on which day it was read"),
        ('cites = ["Law 1"]', "cites = []", "cites: list at least one address or citation"),
        ("version = 1", "version = 0", "version: write a whole number from 1"),
        ('jurisdiction = "RO"', 'jurisdiction = "BG"', "Name the file after it."),
        ('jurisdiction = "RO"', 'jurisdiction = "RO', "this is no TOML"),
        (
            'says = "Help."',
            'says = "Help."\nstarts = "identified"',
            "what starts or is counted needs a length",
        ),
        (
            'says = "Help."',
            'says = "Help."\nduration = { n = 3, unit = "fortnights", kind = "max" }',
            "unit: “fortnights” is not one of hours, days",
        ),
        (
            'says = "Help."',
            'says = "Help."\nduration = { n = 0, unit = "days", kind = "max" }',
            "duration: n is a whole number from 1",
        ),
        ('says = "Help."', 'says = "Help."\nfor = { person = "anyone" }', "person: “anyone” is not one of"),
    ],
)
def test_what_is_not_understood_is_refused(was: str, becomes: str, said: str) -> None:
    with pytest.raises(PackError) as refused:
        read_all({"ro": PACK.replace(was, becomes, 1)})
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (LAW.format(id="RO-1"), "RO-1: two versions hold on every day."),
        (LAW.format(id="RO-2") + 'rests_on = ["XX-9"]\n', "RO-2: it rests on XX-9, which is in no pack."),
        (LAW.format(id="RO-2") + 'rests_on = ["RO-2"]\n', "RO-2: it rests on itself"),
        (
            LAW.format(id="RO-2") + 'rests_on = ["RO-3"]\n' + LAW.format(id="RO-3") + 'rests_on = ["RO-2"]\n',
            "RO-3: it rests on itself",
        ),
        (LAW.format(id="RO-2") + 'checked_on = 2027-01-01\nchecked_by = "A lawyer"\n', "which is to come"),
        (LAW.format(id="RO-2") + "checked_on = 2026-01-01\n", "a check has a day and a name"),
        (
            LAW.format(id="RO-2") + "valid_from = 2026-05-01\nvalid_to = 2026-04-01\n",
            "it ends before it begins",
        ),
        (LAW.format(id="EU-VR-02"), "EU-VR-02: two packs have a rule of this name."),
        (
            LAW.format(id="RO-2")
            + "valid_to = 2026-05-01\n"
            + LAW.format(id="RO-2")
            + "valid_from = 2026-05-01\n",
            "RO-2: two versions hold on 2026-05-01.",
        ),
    ],
)
def test_packs_that_do_not_fit_together_are_found(more: str, said: str) -> None:
    files = {name: (FOLDER / f"{name}.toml").read_text() for name in LAYERS}
    found = faults(read_all(files | {"ro": PACK + more}), TODAY)
    assert any(said in one for one in found), found


def test_versions_may_follow_one_another() -> None:
    former = LAW.format(id="RO-2") + "valid_to = 2026-04-30\n"
    later = LAW.format(id="RO-2") + "valid_from = 2026-05-01\n"
    files = {name: (FOLDER / f"{name}.toml").read_text() for name in LAYERS}
    assert faults(read_all(files | {"ro": PACK + former + later}), TODAY) == []


def test_coverage_tells_known_from_minimum_and_unknown() -> None:
    known = coverage(book(), TODAY)
    assert known["RO"][Right.REFLECTION_PERIOD] is Known.KNOWN
    assert known["UA"][Right.REFLECTION_PERIOD] is Known.MINIMUM
    assert known["RO"][Right.LEGAL_AID] is Known.MINIMUM
    assert known["UA"][Right.INFORMATION] is Known.UNKNOWN


def test_the_door_prints_what_is_known(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    said = capsys.readouterr().out
    assert "0 checked by a lawyer of the country in the last year." in said
    assert "RO-LA-01: uncertain, not shown beside a person." in said


def test_the_door_says_what_is_wrong(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in LAYERS:
        text = (FOLDER / f"{name}.toml").read_text()
        (tmp_path / f"{name}.toml").write_text(text.replace('kind = "max"', 'kind = "about"'))
    book.cache_clear()
    monkeypatch.setattr("safeconduct.rights.reading.FOLDER", tmp_path)
    try:
        assert main(["check"]) == 1
    finally:
        book.cache_clear()
    assert "be, rule BE-RES-01: kind: “about” is not one of min, max, exact." in capsys.readouterr().out


def test_every_code_has_its_words() -> None:
    for codes, labels in LABELS.items():
        assert set(labels) == set(codes), codes
    assert set(OPENS) == set(Trigger)
    assert set(MISSING) == set(Part)
    assert set(PERSON) == set(Person) - {Person.ANY}
    assert set(CITIZENSHIP) == set(Citizenship) - {Citizenship.ANY}
    assert set(EXPLOITED) == set(Exploited) - {Exploited.ANYWHERE}
