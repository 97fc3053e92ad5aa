"""Everybody with a part in a case, line by line; nothing of it needs a database."""

from dataclasses import replace
from datetime import date, timedelta

from safeconduct.cases.asking.elsewhere import HeldThere
from safeconduct.cases.team.others import Asker
from safeconduct.cases.team.queries import Team
from safeconduct.cases.team.whole import whole
from safeconduct.vocabulary.codes import Profession
from safeconduct.vocabulary.sections import Section
from tests.cases.team.test_overview import NOW, holder, other

THERE = HeldThere(
    Section.LEGAL, Profession.LAWYER, "Maison Lierre, Belgium", date(2026, 2, 1), date(2026, 2, 9), "REF"
)
ASKER = Asker("Police, special unit North", Section.IDENTITY, NOW + timedelta(days=2))


def test_colleagues_come_first_then_each_agency_with_what_it_keeps_and_who_asks() -> None:
    team = Team([holder("Ana", {Section.NEEDS: True}, leads=True), holder("Dan", {Section.NEEDS: False})], [])
    there = replace(
        other(Section.NEEDS, waiting=(Section.IDENTITY,)), open_tasks=2, late_tasks=1, onward=("Barreau, BE",)
    )
    found = whole(team, [there], [THERE], [ASKER])
    assert [(str(one.who).split(",")[0].split(":")[0], str(one.part)) for one in found] == [
        ("Ana", "Leads the case"),
        ("Dan", "Has a place"),
        ("Maison Lierre", "By a referral: Sent"),
        ("Maison Lierre", "Holds it in a file of its own, by their word of 9 Feb 2026"),
        ("Barreau", "Was referred to by Maison Lierre, by a consent of its own there"),
        ("Police", "Asks"),
    ]
    agency, keeps, onward = found[2:5]
    assert (agency.tasks, agency.late, [str(name) for name in agency.waiting]) == (2, 1, ["Identity"])
    assert ([str(name) for name in keeps.sections], keeps.until) == (["Legal matters"], NOW)
    assert (onward.sections, onward.until) == ((), None), "what went on is not known here"


def test_what_is_over_is_in_no_line_and_what_another_referral_holds_stands_by_that_one() -> None:
    gone, by_hand = other(Section.NEEDS, over=NOW), replace(other(), reference="OTHER", is_by_hand=True)
    sender = replace(other(Section.NEEDS), reference="THEIRS", referred_us=True)
    found = whole(Team([], []), [gone, by_hand, sender], [THERE], [])
    assert [str(one.part) for one in found] == [
        "By a referral, without a node: Sent", "Referred the person to us: Sent",
    ]  # fmt: skip
