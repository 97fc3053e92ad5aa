"""Documents over the pages: what is shown before, what is in the file, what the audit keeps; and templates."""

import html
import io
import re
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import docx
import psycopg
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from safeconduct.consent.actions import take_back
from safeconduct.consent.rules import Channel
from safeconduct.rights import actions as rights
from safeconduct.rights.codes import Trigger
from safeconduct.rights.documents import actions, pages
from safeconduct.rights.documents.actions import Place
from safeconduct.rights.documents.kinds import Document
from safeconduct.rights.documents.models import DocumentTemplate
from safeconduct.rights.documents.stock import template_for, templates
from safeconduct.vocabulary.errors import NotFound, NotPossible
from safeconduct.vocabulary.identifiers import CaseId, ConsentId
from safeconduct.vocabulary.sections import Section
from tests.access.live import member_acts
from tests.access.names import ID, unforced
from tests.conftest import ConnectAs
from tests.referrals.papers.desk import a_file, agreed, written
from tests.rights.documents.test_making import text_of
from tests.rights.documents.words import word

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("staff")]

OWN = Place(Document.CONFIRMATION, "ro", "RO")
MINE = word("Adeverință", "Pentru {{ recipient }}: {{ names }}")


@pytest.fixture
def case() -> CaseId:
    """Ana's, with a name in it."""
    made = a_file()
    written(made, Section.IDENTITY, {"names": "Nadia Petrova", "birth_date": "2000-01-31"})
    written(made, Section.NEEDS, {"needs": ["legal_aid"], "wish": "To rest"})
    return made


def send(
    case: CaseId, kind: str = "confirmation", who: str = "ana", status: int = 200, **given: Any
) -> HttpResponse:
    with member_acts(who) as by:
        begin: Any = RequestFactory().post if "do" in given else RequestFactory().get
        request: Any = begin("/", {"language": "en", "format": "docx"} | given)
        request.member, request.at, request.session = by, timezone.now(), {}
        answer: HttpResponse = pages.one.__wrapped__(request, case, kind)  # type: ignore[attr-defined]
    assert answer.status_code == status
    return answer


def words(answer: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def in_word(answer: HttpResponse) -> str:
    return "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)


def recorded(owner: psycopg.Connection, action: str) -> list[dict[str, Any]]:
    with unforced(owner, "audit.record"):
        rows = owner.execute(
            "SELECT detail FROM audit.record WHERE action = %s ORDER BY recorded_at", [action]
        )
        return [row[0] for row in rows.fetchall()]


def test_for_the_person_everything_that_is_open_goes_in(case: CaseId) -> None:
    shown = words(send(case, whom="person"))
    assert "Nadia Petrova" in shown
    assert "Citizenships Profile Blank line. Nothing is written there." in shown
    made = in_word(send(case, whom="person", do="make"))
    assert made.startswith("Not checked by a lawyer of this country.")
    assert "Name: Nadia Petrova" in made
    assert "Citizenship: ____" in made
    assert "To: The person, for their own use" in made


def test_for_a_team_only_what_the_consent_covers_goes_in(case: CaseId) -> None:
    consent = str(agreed(case))
    shown = words(send(case, whom=consent))
    assert "Names Identity Blank line. The person has not agreed that this reader learns it." in shown
    assert "Nadia" not in shown
    made = in_word(send(case, whom=consent, do="make"))
    assert "Nadia" not in made
    assert "helped with: Legal aid" in made
    assert "team_beta, beta" in made


def test_the_audit_keeps_which_template_made_it_for_whom_of_which_sections_and_no_word(
    case: CaseId, connect_as: ConnectAs
) -> None:
    consent = agreed(case)
    send(case, whom=str(consent), do="make", format="pdf")
    send(case, whom="other", named="Secret court", do="make")
    first, second = recorded(connect_as("owner"), "document:made")
    assert first["template"] == "confirmation.en"
    assert (first["version"], len(first["hash"])) == (2, 16)
    assert (first["for"], first["team"], first["consent"]) == ("agreed", str(ID("team_beta")), str(consent))
    assert first["sections"] == ["profile", "needs"]
    assert (second["for"], second["sections"]) == ("other", [])
    assert "Secret" not in str(second)


def test_for_somebody_whom_no_consent_names_every_line_about_the_person_is_blank(case: CaseId) -> None:
    wrong = words(send(case, whom="other", do="make", status=422))
    assert "Write who reads it" in wrong
    assert "What would stand in it" in wrong, "what was shown stays"
    made = in_word(send(case, whom="other", named="Court of Linden", do="make"))
    assert "To: Court of Linden" in made
    assert "Nadia" not in made
    assert "Legal aid" not in made


def test_a_consent_for_something_else_or_taken_back_fills_nothing(case: CaseId) -> None:
    consent = agreed(case)
    assert "agreed to something else" in words(send(case, "court", whom=str(consent), status=422))
    with member_acts("ana") as by:
        take_back(
            consent=ConsentId(consent), case=case, team=ID("team_beta"), referral=None, sections=[],
            channel=Channel.PERSON, by=by, at=timezone.now(),
        )  # fmt: skip
    assert "Choose for whom it is." in words(send(case, whom=str(consent), status=422))
    assert "Choose for whom it is." in words(send(case, whom=str(uuid4()), status=422))


def test_where_the_person_said_never_nothing_is_made(case: CaseId, connect_as: ConnectAs) -> None:
    consent = agreed(case)
    written(case, Section.SAFETY, {"never_agencies": "Beta"})
    assert "nothing may ever go there" in words(send(case, whom=str(consent), do="make", status=422))
    assert not recorded(connect_as("owner"), "document:made")


def test_a_colleague_without_a_place_makes_nothing(case: CaseId) -> None:
    for who in ("dan", "bea", "adam"):
        with pytest.raises(NotFound):
            send(case, who=who, whom="person")


def test_nothing_that_was_typed_is_lost(case: CaseId) -> None:
    answer = send(case, whom="other", named="Court of Linden" * 30, do="make", status=422)
    assert f'value="{"Court of Linden" * 30}"' in answer.content.decode()
    assert "There is no template in this language." in words(
        send(case, whom="other", language="xx", status=422)
    )


def test_a_request_is_addressed_by_who_signs_it_and_filled_for_the_person(case: CaseId) -> None:
    page = send(case, "reflection", whom="person")
    shown = words(page)
    assert "The person, who signs it and hands it in" in shown
    assert "To whom it goes Blank line. Written below, or by hand." in shown
    assert shown.count("Whoever grants it writes this day.") == 2
    assert 'method="get"' in page.content.decode(), "what is shown can be gone back to"
    assert "named" not in page.content.decode().split("<form")[-1]
    made = in_word(send(case, "reflection", whom="person", named="Police of Linden", do="make"))
    assert "To: Police of Linden" in made
    assert "Name: Nadia Petrova" in made
    assert "To: ____" in in_word(send(case, "reflection", whom="person", do="make"))


def test_a_day_of_a_right_goes_to_the_person_with_its_rule_and_how_sure_it_is(case: CaseId) -> None:
    days = {Trigger.REFLECTION_GRANTED: timezone.localdate(), Trigger.REFLECTION_UNTIL: date(2036, 3, 31)}
    with member_acts("ana") as by:
        rights.know(case, "BE", days, by=by, at=timezone.now())
    made = in_word(send(case, "compensation", whom="person", do="make"))
    assert re.search(r"[Rr]eflect.*: 31 March 2036\. From a document\. \w.+\. \w.+", made), made


# --- templates of the agency ---


def put_in(content: bytes = MINE, who: str = "lea", place: Place = OWN) -> UUID:
    with member_acts(who) as by:
        return actions.put_in(place, content, by=by, at=timezone.now()).id


def test_an_agencys_own_template_holds_where_it_is_for_and_says_its_version(case: CaseId) -> None:
    put_in()
    put_in()
    made = send(case, whom="person", language="ro", do="make", format="pdf")
    assert "Adeverință" in text_of(made.content)
    assert "Model confirmation.ro.ro, versiunea 2" in text_of(made.content)
    assert "Neverificat" in text_of(made.content)
    with member_acts("bea"):
        assert not [one for one in templates() if one.is_own], "another agency sees nothing of it"
    with member_acts("ana"):
        assert not template_for(Document.CONFIRMATION, "ro", "BE").is_own


def test_another_lawyer_of_the_country_checks_it_and_then_the_document_does_not_say_unchecked(
    case: CaseId,
) -> None:
    key = put_in(who="adam")
    with member_acts("adam") as by, pytest.raises(NotPossible):
        actions.check(str(key), by=by, at=timezone.now())
    with member_acts("lea") as by:
        actions.check(str(key), by=by, at=timezone.now())
    with member_acts("lea") as by, pytest.raises(NotPossible):
        actions.check(str(key), by=by, at=timezone.now())
    made = text_of(send(case, whom="person", language="ro", do="make", format="pdf").content)
    assert "Neverificat" not in made
    assert "versiunea 2" in made
    key = put_in()
    assert "Neverificat" in text_of(send(case, whom="person", language="ro", do="make", format="pdf").content)


def test_taken_away_ours_holds_again_and_the_versions_stay(connect_as: ConnectAs) -> None:
    key = put_in()
    with member_acts("lea") as by:
        found = next(one for one in templates() if one.is_own)
        actions.take_away(found, by=by, at=timezone.now())
        assert not [one for one in templates() if one.is_own]
        assert DocumentTemplate.objects.filter(id=key).exists()
    owner = connect_as("owner")
    kept = recorded(owner, "template:put_in") + recorded(owner, "template:taken_away")
    assert [one["version"] for one in kept] == [1, 2]


def upload(content: bytes, who: str = "lea", **given: str) -> HttpResponse:
    with member_acts(who) as by:
        file = SimpleUploadedFile("x.docx", content)
        fields = {"kind": "confirmation", "language": "ro", "country": "Romania"} | given
        request: Any = RequestFactory().post("/", fields | {"file": file})
        request.member, request.at, request.session = by, timezone.now(), {}
        answer: HttpResponse = pages.stock.__wrapped__(request)  # type: ignore[attr-defined]
        return answer


def test_a_bad_template_is_refused_at_its_question_and_nothing_that_was_chosen_is_lost() -> None:
    answer = upload(word("A", "{{ surname }}"))
    assert answer.status_code == 422
    assert "“surname” is no field. Fields that exist: agency_name" in words(answer)
    assert 'value="Romania"' in answer.content.decode()
    assert "Templates are put in by a lawyer or an administrator" in words(upload(MINE, "ana"))
    with member_acts("lea"):
        assert not DocumentTemplate.objects.exists()
