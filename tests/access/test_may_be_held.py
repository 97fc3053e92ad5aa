"""What a team may hold: the pure answer that a form shows is the one that the database gives at its door."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.access.policy import policy
from safeconduct.access.rules import Basis, may_be_held
from safeconduct.vocabulary.codes import Profession, Purpose, Sector
from safeconduct.vocabulary.sections import NEVER_SENT, Section
from tests.access.doors import CONSENT, agreed, asks
from tests.access.names import AGENCIES, TEAMS
from tests.access.world import World

SENDING = (Basis.CONSENT, Basis.GROUND)


def test_the_database_lets_each_profession_hold_the_same(world: World) -> None:
    """Every sector, profession, purpose and section, on both bases: asked of the function that the doors ask."""
    there = world.owner.execute(
        "SELECT s, p, u, c, b FROM unnest(%s::text[]) s, unnest(%s::text[]) p, unnest(%s::text[]) u, "
        "unnest(%s::text[]) c, unnest(%s::text[]) b WHERE access.allows(s, p, u, c, 'open', b)",
        [list(map(str, kind)) for kind in (Sector, Profession, Purpose, Section, SENDING)],
    ).fetchall()
    here = {
        (sector, profession, purpose, section, basis)
        for sector, profession, purpose, basis in itertools.product(Sector, Profession, Purpose, SENDING)
        for section in may_be_held(policy(), sector, [profession], purpose, basis)
    }
    assert here == set(there)
    assert len(here) > 100


def test_the_door_lets_a_team_have_what_the_form_offers_and_nothing_else(world: World) -> None:
    """Ana, who may refer all, gives each team each section for each purpose, through the real door."""
    differing = []
    for team, purpose, section in itertools.product(TEAMS, Purpose, set(Section) - NEVER_SENT):
        agency, professions, _members = TEAMS[team]
        offered = may_be_held(policy(), AGENCIES[agency][1], professions, purpose, Basis.CONSENT)
        said = asks(world, "ana", CONSENT, *agreed(team=team, purpose=purpose.value, share=[section.value]))
        if said != "not_yours_to_refer" and (said == "recipient_may_not_hold") == (section in offered):
            differing.append((team, purpose, section, said))
    assert differing == []


@given(st.lists(st.sampled_from(Profession)), st.sampled_from(Sector), st.sampled_from(Purpose))
def test_a_team_holds_what_one_of_its_professions_may(
    professions: list[Profession], sector: Sector, purpose: Purpose
) -> None:
    alone = [may_be_held(policy(), sector, [one], purpose, Basis.CONSENT) for one in professions]
    assert may_be_held(policy(), sector, professions, purpose, Basis.CONSENT) == frozenset().union(*alone)


@pytest.mark.parametrize(
    "sector, profession, purpose, basis, expected",
    [
        ("child_protection", "guardian", Purpose.CHILD_PROTECTION, Basis.CONSENT, {"family"}),
        ("social_services", "social_worker", Purpose.CHILD_PROTECTION, Basis.CONSENT, {"family"}),
        ("child_protection", "guardian", Purpose.CHILD_PROTECTION, Basis.GROUND, set()),
        ("shelter", "social_worker", Purpose.REFERRAL_SERVICE, Basis.CONSENT, set()),
        ("ngo", "social_worker", Purpose.RETURN_REINTEGRATION, Basis.CONSENT, {"return"}),
        ("legal", "lawyer", Purpose.LEGAL_ASSISTANCE, Basis.CONSENT, set()),
        ("asylum_migration", "social_worker", Purpose.RETURN_REINTEGRATION, Basis.CONSENT, set()),
        ("consular", "social_worker", Purpose.CHILD_PROTECTION, Basis.CONSENT, set()),
    ],
)
def test_who_may_be_told_of_a_childs_guardians_and_of_a_return(
    sector: str, profession: str, purpose: Purpose, basis: Basis, expected: set[str]
) -> None:
    held = may_be_held(policy(), sector, [profession], purpose, basis)
    assert held & {Section.FAMILY, Section.RETURN} == expected


def test_a_shelter_is_told_nothing_of_the_exploitation_and_a_lawyer_is() -> None:
    shelter = may_be_held(policy(), "shelter", ["social_worker"], Purpose.REFERRAL_SERVICE, Basis.CONSENT)
    lawyers = may_be_held(policy(), "legal", ["lawyer"], Purpose.LEGAL_ASSISTANCE, Basis.CONSENT)
    assert (Section.EXPLOITATION in shelter, Section.EXPLOITATION in lawyers) == (False, True)
    assert Section.NEEDS in shelter


def test_codes_of_a_card_that_are_in_no_list_hold_nothing() -> None:
    here = ("shelter", ["social_worker"])
    for sector, professions in (("circus", here[1]), (here[0], ["clown"]), (here[0], [])):
        held = may_be_held(policy(), sector, professions, Purpose.REFERRAL_SERVICE, Basis.CONSENT)
        assert held == frozenset()
