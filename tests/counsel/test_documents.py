"""What a lawyer wrote of a matter: in a power of attorney and a request to a court, by them, for the person only."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from safeconduct.counsel import actions
from safeconduct.counsel.codes import Aid, Asked, MandateKind, Measure, PersonRole
from safeconduct.counsel.sheet import AidStep, Course, Hearing, Mandate
from tests.access.live import member_acts
from tests.access.names import ID
from tests.conftest import ConnectAs
from tests.counsel.office import MARK, a_case, a_matter, another_lawyer, now
from tests.rights.documents.test_pages import in_word, send, words

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]


def a_whole_matter(case: UUID, *, until: date | None = None) -> UUID:
    """Lea's, with everything that a document asks for."""
    matter, today = a_matter(case), timezone.localdate()
    ahead, measures = (
        today + timedelta(days=9),
        {Measure.SCREEN: Asked.ASKED, Measure.VIDEO_LINK: Asked.GRANTED},
    )
    course = Course(role=PersonRole.INJURED_PARTY, court="Court of Lindenstadt", reference=MARK)
    with member_acts("lea") as by:
        actions.write_course(matter, course, by=by, at=now())
        actions.write_aid(matter, AidStep(Aid.ASKED, today), None, by=by, at=now())
        for on in (ahead, today - timedelta(days=20)):
            actions.write_hearing(
                matter, Hearing(on, "09:30", "Room 5", measures=measures), None, by=by, at=now()
            )
        mandate = Mandate(MandateKind.MANDATE, today - timedelta(days=9), valid_until=until)
        actions.write_mandate(matter, mandate, None, by=by, at=now())
    return matter


def test_a_matter_fills_both_documents_by_its_lawyer() -> None:
    case = a_case("lea")
    matter = a_whole_matter(case, until=date(2036, 3, 31))
    asked: dict[str, Any] = {"whom": "person", "of": str(matter), "do": "make"}
    court = in_word(send(case, "court", "lea", **asked))
    for said in (
        "To: Court of Lindenstadt",
        f"Reference of the proceedings: {MARK}",
        "Injured party",
        "09:30, Room 5: Screen (Asked for); Video link (Granted)",
        ": Asked for",
        "The lawyer of the person: lea, alfa, Romania",
    ):
        assert said in court
    assert court.count("Room 5") == 1, "a hearing that is over is asked for no more"
    mandate = in_word(send(case, "mandate", "lea", **asked))
    for said in (
        "Who receives it\n\nlea, alfa, Romania",
        "Criminal proceedings",
        MARK,
        "It holds until: 31 March 2036",
    ):
        assert said in mandate.replace("\n\n\n", "\n\n")
    open_one = words(send(case, "court", "lea", whom="person"))
    assert (
        "Reference of the court or authority Legal matters Blank line. No claim or matter was chosen."
        in open_one
    )


def test_nobody_else_chooses_it_and_no_agency_gets_it(connect_as: ConnectAs) -> None:
    another_lawyer(connect_as("owner"))
    case = a_case("lea", "leo")
    matter = str(a_whole_matter(case))
    for who in ("ana", "leo"):
        offered = words(send(case, "court", who, whom="person"))
        assert "Which matter" not in offered
        assert "Criminal proceedings" not in offered
        assert "Choose one from the list." in words(
            send(case, "court", who, whom="person", of=matter, status=422)
        )
    assert MARK not in in_word(send(case, "court", "lea", of=matter, do="make", whom="other", named="Court"))


def test_a_deputy_makes_it_in_the_name_of_its_lawyer(connect_as: ConnectAs) -> None:
    another_lawyer(connect_as("owner"))
    case = a_case("lea", "leo")
    matter = a_whole_matter(case)
    with member_acts("lea") as by:
        actions.hand_over(matter, ID("lea"), ID("leo"), by=by, at=now())
    made = in_word(send(case, "mandate", "leo", whom="person", of=str(matter), do="make"))
    assert "lea, alfa, Romania" in made


def test_without_a_mandate_nothing_goes_to_a_court_and_a_new_power_of_attorney_is_made() -> None:
    case = a_case("lea")
    matter = str(a_whole_matter(case, until=timezone.localdate() - timedelta(days=1)))
    assert "Choose one from the list." in words(
        send(case, "court", "lea", whom="person", of=matter, status=422)
    )
    assert MARK in in_word(send(case, "mandate", "lea", whom="person", of=matter, do="make"))
