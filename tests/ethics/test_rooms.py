"""What the page shows as open is what the policy opens, and nothing of what it never opens."""

from safeconduct.access.policy import policy
from safeconduct.ethics.rooms import rooms_of
from safeconduct.vocabulary.codes import FIREWALLED, WITHOUT_CASES, Profession, Sector
from safeconduct.vocabulary.sections import USED, Section


def opens(sector: Sector, profession: Profession) -> set[Section]:
    """What anything opens."""
    return {room.section for room in rooms_of(policy(), sector, profession) if room.is_open}


def test_each_profession_is_shown_its_own_rooms() -> None:
    assert Section.LEGAL in opens(Sector.LEGAL, Profession.LAWYER)
    assert Section.HEALTH not in opens(Sector.LEGAL, Profession.LAWYER)
    assert Section.HEALTH in opens(Sector.HEALTH, Profession.DOCTOR)
    assert Section.LEGAL not in opens(Sector.HEALTH, Profession.DOCTOR)
    assert opens(Sector.NGO, Profession.SOCIAL_WORKER) & {Section.HEALTH, Section.LEGAL} == set()


def test_who_has_no_case_right_is_shown_nothing_open() -> None:
    for sector in Sector:
        for profession in WITHOUT_CASES | {Profession.INTERPRETER}:
            assert opens(sector, profession) == set()


def test_who_leads_is_told_apart_from_who_has_a_place() -> None:
    rooms = {room.section: room for room in rooms_of(policy(), Sector.NGO, Profession.SOCIAL_WORKER)}
    assert (rooms[Section.IDENTITY].lead, rooms[Section.IDENTITY].place) == (True, False)
    assert (rooms[Section.NEEDS].lead, rooms[Section.NEEDS].place, rooms[Section.NEEDS].edits) == (
        True,
        True,
        True,
    )


def test_police_are_shown_nothing_by_a_team_of_their_own() -> None:
    for sector in FIREWALLED:
        for room in rooms_of(policy(), sector, Profession.POLICE_OFFICER):
            assert (room.lead, room.place) == (False, False)


def test_every_section_in_use_is_shown() -> None:
    assert {room.section for room in rooms_of(policy(), Sector.NGO, Profession.ADVOCATE)} == USED
