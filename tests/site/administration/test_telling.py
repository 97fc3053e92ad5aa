"""For whom a service is: said by its own agency, by who has just looked at what would be told; and taking out."""

import io
import json
import re
import zipfile
from typing import Any
from uuid import UUID

import psycopg
import pytest

from safeconduct.site.administration import telling
from safeconduct.vocabulary.decisions import Allowed
from safeconduct.vocabulary.hsds.datapackage import unpacked
from tests.conftest import ConnectAs
from tests.connections import briefly
from tests.directory.shelf import Shelf
from tests.site.administration.conftest import Office, answered, second
from tests.site.administration.kept import Kept, colleague
from tests.site.administration.test_agency import SERVICE

STANDS = (
    "SELECT audience, public_contact, tells_intake, checked_on IS NOT NULL FROM directory.entry WHERE id = %s"
)


@pytest.fixture
def entry(office: Office) -> UUID:
    """A shelter of the agency that nobody has checked."""
    shelf = Shelf(office.people.owner)
    team, _agency = shelf.team()
    shelf.owner.execute("UPDATE agencies.team SET agency_id = %s WHERE id = %s", [office.agency, team])
    return shelf.service(
        of=(team, office.agency), place="shelter", regions=["RO-B"], intake="planned_only", places_free=3,
        places_as_of="2026-11-29T08:00:00Z",
    )  # fmt: skip


def say(office: Office, entry: UUID, **answers: str) -> Any:
    return office.post(f"agency/services/{entry}/telling/", **answers)


def test_until_its_agency_says_something_a_service_is_for_members_alone(office: Office, entry: UUID) -> None:
    assert office.row(STANDS, entry) == ("members_only", "", False, False)
    assert b"Members of this network alone" in office.get("agency/").content


@pytest.mark.parametrize("audience", ["public", "professionals"])
def test_others_are_told_only_by_who_ticks_that_they_have_checked(
    office: Office, entry: UUID, audience: str
) -> None:
    refused = say(office, entry, audience=audience, contact="112", agencys="yes")
    assert refused.status_code == 422
    assert b"before somebody of its agency has checked it" in refused.content
    assert b'value="112"' in refused.content, "nothing typed is lost"
    assert office.row(STANDS, entry)[0] == "members_only"
    taken = say(office, entry, audience=audience, contact="112", agencys="yes", intake="yes", checked="yes")
    assert taken.status_code == 302
    assert office.row(STANDS, entry) == (audience, "112", True, True)
    (said,) = office.people.recorded("service:audience")
    assert said["detail"] == {
        "entry": str(entry), "audience": audience, "checked": True, "contact_of_agency": True,
    }  # fmt: skip


def test_it_is_taken_back_without_looking_again(office: Office, entry: UUID) -> None:
    say(office, entry, audience="public", checked="yes")
    assert say(office, entry, audience="members_only").status_code == 302
    assert office.row(STANDS, entry)[0] == "members_only"


def test_nobody_says_that_they_have_checked_what_they_have_not_seen(kept: Kept) -> None:
    other, path = colleague(kept.office), f"/administration/{kept.path}telling/"
    read = version_in(other.get(path))
    assert kept.save(address="Strada Noua 1").status_code == 302
    mine = {"audience": "public", "contact": "112", "intake": "yes", "checked": "yes"}
    answer = other.post(path, {**mine, "version": read})
    assert answer.status_code == 409
    assert kept.row("audience, public_contact") == ("members_only", ""), (
        "nothing is said of what was not seen"
    )
    page = answer.content.decode()
    assert "Somebody has saved this service while you wrote" in page
    assert "Strada Noua 1" in page, "what would be told now"
    assert 'value="112"' in page, "what was entered stays"
    assert 'value="public" checked' in page
    assert ticked(page) == {"intake"}, "and is checked again"
    assert other.post(path, {**mine, "version": version_in(answer)}).status_code == 302
    assert kept.row("audience, public_contact") == ("public", "112")


def test_nobody_says_whose_number_it_is_of_one_they_have_not_seen(kept: Kept) -> None:
    assert kept.save(place="shelter").status_code == 302
    other, path = colleague(kept.office), f"/administration/{kept.path}telling/"
    say(kept.office, kept.id, audience="professionals", contact="112", agencys="yes", checked="yes")
    read = version_in(other.get(path))
    say(kept.office, kept.id, audience="professionals", contact="113", agencys="yes", checked="yes")
    mine = {"audience": "public", "contact": "112", "agencys": "yes", "checked": "yes", "version": read}
    answer = other.post(path, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert 'value="113"' in page, "what only the other changed is in the form"
    assert ticked(page) == set()


def test_of_two_who_say_who_may_be_told_the_second_chooses_where_both_did(kept: Kept) -> None:
    other, path = colleague(kept.office), f"/administration/{kept.path}telling/"
    read = version_in(other.get(path))
    say(kept.office, kept.id, audience="professionals", contact="113", checked="yes")
    mine = {"audience": "members_only", "contact": "112"}
    answer = other.post(path, {**mine, "version": read})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "What stands now: 113" in page
    assert "What you wrote, as it stands in the form: 112" in page
    sent = {
        **mine,
        "audience": "professionals",
        "clash": "contact",
        "version": version_in(answer),
        "checked": "yes",
    }
    assert other.post(path, sent).status_code == 409, "one of the two is chosen"
    assert other.post(path, {**sent, "take-contact": "theirs"}).status_code == 302
    assert kept.row("audience, public_contact") == ("professionals", "113")


def ticked(page: str) -> set[str]:
    boxes = re.findall(r'<input[^>]* type="checkbox"[^>]*>', page)
    return {box.split('name="')[1].split('"')[0] for box in boxes if " checked" in box}


def version_in(page: Any) -> str:
    found = re.search(r'name="version" value="(\d+)"', page.content.decode())
    return found[1] if found else ""


def test_no_address_is_a_way_to_reach_a_hidden_place(office: Office, entry: UUID) -> None:
    wrong = say(office, entry, audience="public", contact="Strada Salcamului 12", checked="yes")
    assert wrong.status_code == 422
    assert office.row(STANDS, entry)[1] == ""


def test_of_a_place_where_people_live_in_safety_somebody_says_that_the_number_is_not_its_own(
    office: Office, entry: UUID
) -> None:
    page = office.get(f"agency/services/{entry}/telling/").content.decode()
    assert "This is the number of the agency, or of a hotline, and not of the place" in page
    refused = say(office, entry, audience="public", contact="+40 700 000 001", checked="yes")
    assert refused.status_code == 422
    assert "Nobody is told how to reach a place where people live in safety." in refused.content.decode()
    assert office.row(STANDS, entry)[:2] == ("members_only", "")
    assert say(office, entry, audience="public", checked="yes").status_code == 302, "no number, no tick"
    (said,) = office.people.recorded("service:audience")
    assert said["detail"]["contact_of_agency"] is False


SEEN = "+40 000 100 009"


@pytest.fixture
def hotline(office: Office, entry: UUID) -> UUID:
    """The same as an office that helps day and night; its contact was seen by two."""
    office.people.owner.execute(
        "UPDATE directory.entry SET place = 'office', intake = 'emergency_24h', contact = %s WHERE id = %s",
        [SEEN, entry],
    )
    return entry


def given(office: Office) -> Any:
    [service] = json.loads(take_out(office, reader="everybody", form="json").content)["services"]
    return [each["number"] for each in service.get("phones", ())]


def test_everybody_is_told_no_number_of_a_hotline_that_two_have_not_seen(
    office: Office, hotline: UUID
) -> None:
    refused = say(office, hotline, audience="public", contact="+40 000 100 666", checked="yes")
    assert refused.status_code == 422
    assert "change the contact of the service: a second person sees it" in refused.content.decode()
    assert office.row(STANDS, hotline)[:2] == ("members_only", "")
    assert say(office, hotline, audience="public", contact=SEEN, checked="yes").status_code == 302
    assert given(office) == [SEEN]
    owner = office.people.owner
    owner.execute("UPDATE directory.entry SET contact = '+40 000 100 010' WHERE id = %s", [hotline])
    assert given(office) == ["+40 000 100 010"], "the new one, as soon as two have seen it"


def test_a_service_that_becomes_a_hotline_is_told_by_what_two_have_seen(office: Office, entry: UUID) -> None:
    say(office, entry, audience="public", contact="+40 000 100 666", agencys="yes", checked="yes")
    office.people.owner.execute("UPDATE directory.entry SET intake = 'emergency_24h' WHERE id = %s", [entry])
    assert given(office) == []


def test_the_agencys_own_number_stays_while_the_contact_of_a_new_hotline_waits(
    office: Office, entry: UUID
) -> None:
    """Nobody else's does: the test before this one. A shelter's number for SMS comes to readers the same way."""
    ways = "+40 000 100 001; SMS +40 000 100 009"
    assert office.post("agency/facts/", duty_number=ways, languages="Romanian").status_code == 302
    say(office, entry, audience="public", contact=ways, agencys="yes", checked="yes")
    assert written(office) == [("+40 000 100 001", None), ("+40 000 100 009", "text")]
    team, name = office.row("SELECT team_id, service FROM directory.entry WHERE id = %s", entry)
    said = SERVICE | {
        "service": name,
        "team": team,
        "place": "remote",
        "contact": "+40 000 100 012",
        "version": "1",
    }
    assert office.post(f"agency/services/{entry}/", **said).status_code == 302
    assert written(office) == [("+40 000 100 001", None), ("+40 000 100 009", "text")]
    assert answered(second(office)) == [302]
    assert given(office) == ["+40 000 100 012"], "the new one alone, as soon as two have seen it"


def test_after_sms_no_letters_are_taken(office: Office, entry: UUID) -> None:
    wrong = say(office, entry, audience="public", contact="SMS 0722abc", agencys="yes", checked="yes")
    assert wrong.status_code == 422
    assert "After SMS there is a number alone." in wrong.content.decode()


def written(office: Office) -> Any:
    [service] = json.loads(take_out(office, reader="everybody", form="json").content)["services"]
    return [(each["number"], each.get("type")) for each in service.get("phones", ())]


def test_the_page_of_a_hotline_says_where_its_contact_is_changed(office: Office, hotline: UUID) -> None:
    page = office.get(f"agency/services/{hotline}/telling/").content.decode()
    assert f'value="{SEEN}"' in page
    assert "To change it, change the contact of the service." in page
    assert "and not of the place" not in page


def test_the_database_refuses_such_a_number_too(
    office: Office, hotline: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(telling, "may_be_contact", lambda *_given, **_more: Allowed())
    refused = say(office, hotline, audience="public", contact="666", checked="yes")
    assert refused.status_code not in (200, 302)
    assert "change the contact of the service" in refused.content.decode()
    assert office.row(STANDS, hotline)[:2] == ("members_only", "")


@pytest.mark.parametrize("answers", [{}, {"audience": "everyone", "checked": "yes"}])
def test_who_may_be_told_is_one_of_a_list(office: Office, entry: UUID, answers: dict[str, str]) -> None:
    assert say(office, entry, **answers).status_code == 422


def test_the_page_shows_what_would_be_told(office: Office, entry: UUID) -> None:
    page = office.get(f"agency/services/{entry}/telling/").content.decode()
    assert "Not shown, and in no file" in page
    assert "București" in page


def test_a_service_of_another_agency_is_not_ours_to_tell(office: Office) -> None:
    other = Shelf(office.people.owner).service("Other", place="office")
    assert office.get(f"agency/services/{other}/telling/").status_code == 404
    assert say(office, other, audience="public", checked="yes").status_code == 404
    assert office.row(STANDS, other)[0] == "members_only"


def test_nobody_says_it_past_the_function(office: Office, entry: UUID, connect_as: ConnectAs) -> None:
    with briefly("app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("UPDATE directory.entry SET audience = 'public'")
    with briefly("app") as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute("SELECT directory.say_audience(%s, 'public', '', false, true)", [entry])  # nobody acts


def take_out(office: Office, **answers: str) -> Any:
    return office.post("agency/services/file/", **answers)


def test_the_services_are_taken_out_for_professionals_with_numbers_and_for_everybody_without(
    office: Office, entry: UUID
) -> None:
    say(office, entry, audience="professionals", checked="yes")
    assert json.loads(take_out(office, reader="everybody", form="json").content)["services"] == []
    answer = take_out(office, reader="professionals", form="json")
    assert answer["Content-Disposition"] == 'attachment; filename="services-professionals.json"'
    [service] = json.loads(answer.content)["services"]
    assert (service["id"], service["capacities"][0]["available"]) == (str(entry), 3)
    packed = take_out(office, reader="professionals", form="zip").content
    assert unpacked(packed) == [service]
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert {"services.csv", "organizations.csv", "datapackage.json"} <= set(archive.namelist())
        assert not {"locations.csv", "addresses.csv", "service_at_location.csv"} & set(archive.namelist())
    assert len(office.people.recorded("services:taken_out")) == 3


def test_what_cannot_be_made_is_asked_again(office: Office) -> None:
    assert office.get("agency/services/file/").status_code == 200
    assert take_out(office, reader="police", form="json").status_code == 422
    assert take_out(office, reader="everybody", form="exe").status_code == 422
