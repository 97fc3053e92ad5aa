"""For each duty that the page says is enforced: how a rule is made to refuse, and with what it refuses."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from safeconduct.access.policy import policy
from safeconduct.access.rules import Action, Basis, Cell, may
from safeconduct.cases.asking.rules import Answering
from safeconduct.cases.asking.rules import may_answer as may_answer_ask
from safeconduct.cases.emergency.rules import Reader, Second, may_review
from safeconduct.cases.emergency.rules import may_ask as may_read_in_an_emergency
from safeconduct.cases.interpreters import rules as interpreting
from safeconduct.cases.interpreters.codes import Tie
from safeconduct.cases.interpreters.wishes import Wishes
from safeconduct.cases.safe_hours import SafeContact
from safeconduct.cases.team.rules import Asker, Colleague, could_have_place, may_place
from safeconduct.consent.rules import Recipient, Shareable, may_share_on, missing_to_give
from safeconduct.ethics import authorities, helpers
from safeconduct.referrals.authorities.rules import Facts, may_open
from safeconduct.referrals.authorities.rules import may_ask as may_ask_for
from safeconduct.referrals.moves import Event, State
from safeconduct.referrals.own_file.rules import Agreed, may_take_over
from safeconduct.referrals.readiness import lacking_in_file
from safeconduct.referrals.rules import may_accept, may_meet, may_move
from safeconduct.referrals.sending import missing_to_send
from safeconduct.vocabulary.codes import Answer3, NoConsentGround, Profession, Purpose, RiskLevel, Sector
from safeconduct.vocabulary.decisions import Allowed, Decision, Reason, Refused
from safeconduct.vocabulary.sections import Section
from tests.cases.interpreters.test_rules import IN_A_WEEK, KNOWN, TODAY
from tests.consent.test_rules import COMPLETE, NOW
from tests.referrals.stories import NOW as THEN
from tests.referrals.stories import R, at, attempt
from tests.referrals.test_readiness import NOW as WHEN_READ
from tests.referrals.test_readiness import READY
from tests.referrals.test_sending import FACTS

ENFORCED: dict[str, Callable[[], set[Reason]]] = {}
SUPPORT = (Purpose.ASSESSMENT, Purpose.REFERRAL_SERVICE, Purpose.LEGAL_ASSISTANCE, Purpose.COMPENSATION)
SECTOR_OF = {
    Profession.POLICE_OFFICER: Sector.POLICE,
    Profession.BORDER_GUARD: Sector.BORDER_GUARD,
    Profession.LABOUR_INSPECTOR: Sector.LABOUR_INSPECTORATE,
    Profession.PROSECUTOR: Sector.PROSECUTION,
    Profession.ASYLUM_OFFICER: Sector.ASYLUM_MIGRATION,
    Profession.CONSULAR_OFFICER: Sector.CONSULAR,
}


def enforces(code: str) -> Callable[[Callable[[], set[Reason]]], Callable[[], set[Reason]]]:
    """This function makes rules refuse what the duty of this code forbids."""

    def keep(proof: Callable[[], set[Reason]]) -> Callable[[], set[Reason]]:
        ENFORCED[code] = proof
        return proof

    return keep


def why(*decisions: Decision) -> set[Reason]:
    """All of these must refuse; with what they do."""
    assert not [decision for decision in decisions if isinstance(decision, Allowed)], decisions
    return {decision.reason for decision in decisions if isinstance(decision, Refused)}


def talk(**changes: Any) -> set[Reason]:
    """What a talk lacks that is complete but for this."""
    return set(missing_to_give(replace(COMPLETE, **changes), now=NOW))


def asked(
    sectors: Iterable[Sector], professions: Iterable[Profession], sections: Iterable[Section], *bases: Basis,
    purposes: Iterable[Purpose] = tuple(Purpose), actions: Iterable[Action] = tuple(Action),
) -> set[Reason]:  # fmt: skip
    """What the policy says to every one of these; each must be refused."""
    table = policy()
    return why(*(
        may(table, Cell(sector, profession, purpose, section, action, basis))
        for sector in sectors for profession in professions for section in sections
        for basis in bases for purpose in purposes for action in actions
    ))  # fmt: skip


def place_of(profession: Profession) -> set[Reason]:
    """A place in any sector."""
    return why(*(could_have_place(policy(), sector, Colleague(profession)) for sector in Sector))


def in_an_emergency(sector: Sector, profession: Profession) -> set[Reason]:
    """Reading a colleague's file."""
    reader = Reader(sector, profession, has_sign_in=True)
    return why(may_read_in_an_emergency(policy(), reader, {Section.PROFILE: False}, block=""))


@enforces("say_it_before_asking")
def _() -> set[Reason]:
    return talk(told=frozenset(), is_limit_told=False)


@enforces("only_with_a_yes")
def _() -> set[Reason]:
    sent = at(State.SENT)
    accepted = may_accept(sent, attempt(sent, Event.ACCEPT, R, THEN), is_consent_live=False, now=THEN)
    return (
        why(accepted)
        | talk(conditions=frozenset({"not_police"}), recipient=Recipient(Sector.POLICE, "BE"))
        | talk(conditions=frozenset({"not_country:BE"}), recipient=Recipient(Sector.SHELTER, "BE"))
        | set(missing_to_send(replace(FACTS, grants=()), now=THEN))
    )


@enforces("no_harm_by_sending")
def _() -> set[Reason]:
    safe = READY.safety
    assert safe is not None
    late, high = replace(safe, valid_until=date(2020, 1, 1)), replace(safe, level=RiskLevel.HIGH)
    files = [replace(READY, safety=answer) for answer in (None, late, replace(high, is_mitigated=False))]
    return {reason for file in files for reason in lacking_in_file(file, now=WHEN_READ)}


@enforces("close_the_loop")
def _() -> set[Reason]:
    serving = at(State.IN_SERVICE)
    return why(
        may_move(serving, attempt(serving, Event.RECORD_OUTCOME, R, THEN, codes={"outcomes": None}), now=THEN)
    )


@enforces("no_reading_out_of_curiosity")
def _() -> set[Reason]:
    own = Second(True, True, Profession.SOCIAL_WORKER, supervises=True, has_in_hand=True)
    late = may_share_on(
        NoConsentGround.VITAL_INTEREST, frozenset({Section.SAFETY}), NOW + timedelta(days=1),
        has_unreviewed=False, has_late_reading=True, shareable=Shareable(), now=NOW,
    )  # fmt: skip
    return in_an_emergency(Sector.NGO, Profession.INTERPRETER) | why(may_review(own), late)


@enforces("a_ground_is_no_habit")
def _() -> set[Reason]:
    def on(ground: str, *, has_unreviewed: bool) -> Decision:
        return may_share_on(
            ground, frozenset({Section.SAFETY}), NOW + timedelta(days=1),
            has_unreviewed=has_unreviewed, shareable=Shareable(), now=NOW,
        )  # fmt: skip

    return why(on("useful", has_unreviewed=False), on(NoConsentGround.VITAL_INTEREST, has_unreviewed=True))


@enforces("a_child_is_heard")
def _() -> set[Reason]:
    return (
        talk(is_child=True)
        | talk(is_child=True, guardian="GU-03")
        | set(missing_to_send(replace(FACTS, is_child=Answer3.UNKNOWN), now=THEN))
        | set(lacking_in_file(replace(READY, is_child=Answer3.UNKNOWN), now=THEN))
    )


@enforces("the_person_knows_the_team")
def _() -> set[Reason]:
    lead = Asker(Sector.NGO, Profession.SOCIAL_WORKER, leads=True, supervises=False)
    to = Colleague(Profession.PSYCHOLOGIST)
    return why(may_place(policy(), lead, to, person_knows=False, until=None, now=NOW))


@enforces("other_rooms_stay_closed")
def _() -> set[Reason]:
    rooms = (Section.HEALTH, Section.LEGAL)
    answer = may_answer_ask(Answering(False, False, False, NOW.date()), today=NOW.date())
    own = [Basis.LEAD, Basis.PLACE]
    return asked(Sector, helpers.LEADS, rooms, *own, purposes=[Purpose.ASSESSMENT]) | why(answer)


@enforces("notes_stay_here")
def _() -> set[Reason]:
    return talk(sections=frozenset({Section.NARRATIVE})) & talk(sections=frozenset({Section.LEGAL}))


@enforces("a_handover_has_a_place")
def _() -> set[Reason]:
    here = at(State.ACCEPTED)

    def plan(conditions: Iterable[str], **codes: object) -> Decision:
        one = attempt(here, Event.PROPOSE_HANDOVER, R, THEN, codes=codes)
        return may_meet(here, one, conditions=conditions, has_words=False, now=THEN)

    return why(plan((), where="station"), plan(("not_police",), met_by=Profession.POLICE_OFFICER))


@enforces("no_copies_without_a_yes")
def _() -> set[Reason]:
    full = Agreed(
        purpose=Purpose.REFERRAL_SERVICE, sections={Section.NEEDS}, conditions=(), until=NOW + timedelta(days=9),
        ground="",
    )  # fmt: skip
    changes: list[dict[str, Any]] = [
        {"sections": ()}, {"purpose": Purpose.QUALITY_REVIEW}, {"conditions": ["not_after:2027-01-01"]},
        {"ground": "vital_interest"},
    ]  # fmt: skip
    return why(
        *(may_take_over(replace(full, **change), Section.NEEDS, Allowed(), now=NOW) for change in changes)
    )


@enforces("conflict_before_the_name")
def _() -> set[Reason]:
    sent = at(State.SENT)
    unchecked = attempt(sent, Event.ACCEPT, R, THEN, codes={"conflict_check": None})
    return why(may_accept(sent, unchecked, is_consent_live=True, now=THEN))


@enforces("privilege_is_the_persons")
def _() -> set[Reason]:
    emergency = asked(Sector, Profession, [Section.LEGAL], Basis.BREAK_GLASS)
    referred = asked(Sector, Profession, [Section.LEGAL], *Basis, actions=[Action.REFER])
    return emergency & referred | talk(sections=frozenset({Section.LEGAL}))


@enforces("health_stays_with_the_clinicians")
def _() -> set[Reason]:
    referred = asked(Sector, Profession, [Section.HEALTH], *Basis, actions=[Action.REFER])
    return referred | asked(Sector, Profession, [Section.HEALTH], Basis.BREAK_GLASS)


@enforces("no_relative_interprets")
def _no_relative_interprets() -> set[Reason]:
    whom = interpreting.For(SafeContact(), Wishes(), frozenset({KNOWN.id}), TODAY)
    ties = why(*(interpreting.may_interpret(tie) for tie in Tie if tie is not Tie.NONE))
    return ties | why(interpreting.may_assign(KNOWN, IN_A_WEEK, Tie.NONE, whom, agrees=True))


@enforces("no_file_for_interpreters")
def _() -> set[Reason]:
    nothing = asked(Sector, [Profession.INTERPRETER], Section, *Basis)
    return nothing | place_of(Profession.INTERPRETER)


@enforces("the_child_says_yes_too")
def _() -> set[Reason]:
    return talk(is_child=True, guardian="GU-03", assents=False)


@enforces("support_is_not_evidence")
def _() -> set[Reason]:
    assert SECTOR_OF.keys() == authorities.STATE
    found: set[Reason] = set()
    for profession, sector in SECTOR_OF.items():
        found |= asked([sector], [profession], Section, *Basis, purposes=SUPPORT)
        found |= asked([sector], [profession], Section, Basis.BREAK_GLASS)
        found |= in_an_emergency(sector, profession)
    return found | talk(shareable=Shareable(with_them=frozenset()))


@enforces("not_where_kept_out")
def _() -> set[Reason]:
    here = at(State.ACCEPTED)
    met = attempt(here, Event.PROPOSE_HANDOVER, R, THEN, codes={"met_by": Profession.POLICE_OFFICER})
    return why(may_meet(here, met, conditions=("not_police",), has_words=True, now=THEN)) | talk(
        conditions=frozenset({"not_police"}), recipient=Recipient(Sector.BORDER_GUARD, "RO")
    )


@enforces("a_court_gets_what_a_party_files")
def _() -> set[Reason]:
    return asked(Sector, [Profession.JUDGE], Section, *Basis) | place_of(Profession.JUDGE)


@enforces("coordinate_without_names")
def _() -> set[Reason]:
    return asked(Sector, authorities.COORDINATION, Section, *Basis)


@enforces("keep_the_house_not_the_people")
def _() -> set[Reason]:
    found = asked(Sector, authorities.HOUSE, Section, *Basis)
    for profession in authorities.HOUSE:
        found |= place_of(profession) | in_an_emergency(Sector.NGO, profession)
    return found


@enforces("ask_for_one_section")
def _() -> set[Reason]:
    waits = Facts("", "", THEN + timedelta(days=1))
    agreed: list[list[Section]] = [[], [Section.IDENTITY], [Section.SAFETY, Section.IDENTITY]]
    found = why(*(
        may_open(waits, Section.SAFETY, sections, THEN, refers=True, now=THEN) for sections in agreed
    ), may_open(waits, Section.SAFETY, [Section.SAFETY], THEN + timedelta(days=2), refers=True, now=THEN))  # fmt: skip
    for profession in (Profession.POLICE_OFFICER, Profession.PROSECUTOR):
        for section in (Section.HEALTH, Section.LEGAL, Section.NARRATIVE, Section.NEEDS, Section.PROFILE):
            found |= why(
                may_ask_for(
                    policy(),
                    SECTOR_OF[profession],
                    profession,
                    Purpose.CRIMINAL_PROCEEDINGS,
                    section,
                    has_team=True,
                )
            )
    return found
