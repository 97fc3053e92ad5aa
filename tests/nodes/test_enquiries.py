"""Asked without a name, over two nodes and inside one: answered, taken back, turned into a referral."""

import re

import pytest

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from tests.nodes.days import in_days
from tests.nodes.software import Software
from tests.nodes.town import Town, until

NOTE = "Needs a ramp, from Monday."


class Asking:
    """Ana, in Romania, asks a shelter in Belgium and lawyers of her own node at once."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.ana, self.sofie, self.radu = (town.hands(name) for name in ("Ana Pop", "Sofie Maes", "Radu Ene"))
        self.shelter = town.agency("Maison Lierre")["services"][0]["id"]
        self.before: set[str] = set()
        self.lawyers = town.agency("Cabinet Teiul")["services"][0]["id"]

    def ask(self, note: str = NOTE, *, child: str = "no", to: list[str] | None = None) -> Page:
        self.before = set(self.mine())
        page = self.ana.see("/enquiries/ask/")
        return self.ana.browser.submit(
            page, "", to=to or [self.shelter, self.lawyers], together="each", is_child=child, urgency="urgent",
            languages="Ukrainian, Romanian", constraints=["children_with"], note=note, note_language="en",
        )  # fmt: skip

    def mine(self) -> list[str]:
        """The pages of what Ana's agency asked."""
        found = self.ana.see("/enquiries/").html.partition('id="asked-by-us"')[2]
        return re.findall(r'href="(/enquiries/[0-9a-f-]{36}/)"', found)

    def new(self) -> list[str]:
        """Those of what was asked last."""
        return [path for path in self.mine() if path not in self.before]

    def arrived(self, hands: Hands, path: str) -> Page:
        """The same enquiry as the other side sees it, once it is there."""
        until(f"{path} is there", lambda: hands.see(path).status == 200)
        return hands.see(path)


@pytest.fixture
def asking(town: Town) -> Asking:
    return Asking(town)


def of(asking: Asking, hands: Hands) -> str:
    """The enquiry that reached these hands."""

    def reached() -> list[str]:
        return [path for path in asking.new() if hands.see(path).status == 200]

    until("one of the two is there", lambda: bool(reached()))
    (path,) = reached()
    return path


def without_the_directory(page: Page) -> str:
    """The page without the list of services from which another one can be suggested."""
    return re.sub(r"<select.*?</select>", "", page.html, flags=re.DOTALL)


def test_asked_at_once_answered_each_and_a_referral_begins_from_the_yes(asking: Asking) -> None:
    assert asking.ask().status == 200
    there, at_home = of(asking, asking.sofie), of(asking, asking.radu)
    assert there != at_home

    seen = asking.sofie.see(there)
    assert NOTE in seen.text
    assert "Ukrainian" in seen.text
    for secret in ("Cabinet Teiul", "Ana Pop", at_home.split("/")[2]):
        assert secret not in without_the_directory(seen), "it learns nothing of the other, nor of who asks"
    assert asking.radu.see(there).status == 404
    assert "1 enquiry waits" in asking.sofie.see("/").text

    asking.sofie.browser.submit(seen, f"{there}answer/", answer="possible")
    asking.radu.browser.submit(asking.radu.see(at_home), f"{at_home}answer/", answer="not_possible")
    until("the yes is here", lambda: "Make a referral" in asking.ana.see(there).text)
    until("the no is here", lambda: "Not possible" in asking.ana.see(at_home).text)
    assert "Make a referral" not in asking.ana.see(at_home).text

    draft = asking.ana.browser.submit(asking.ana.see(f"{there}refer/"), "", person="new", pseudonym="Mira")
    assert draft.path.startswith("/referrals/")
    assert draft.state() == "draft"
    assert f'href="{there}"' in draft.html, "the draft leads to what was asked and answered"
    person = re.search(r'href="(/people/[0-9a-f-]{36}/)"', draft.html)
    assert person is not None
    filed = asking.ana.see(person[1]).text
    assert "The service must be able to do: Children come along." in filed
    assert NOTE in filed
    assert "Became a referral" in asking.ana.see(there).text
    assert draft.path.split("/")[2] not in asking.ana.see(there).html, (
        "nothing leads from the enquiry to the person"
    )
    assert "Mira" not in asking.sofie.see(there).html


def test_a_note_about_somebody_does_not_leave_and_nothing_typed_is_lost(asking: Asking) -> None:
    page = asking.ask("A bed for Zdravka, 17 years")

    assert page.status == 422
    assert "“Zdravka” looks like a name" in page.text
    assert "“17 years” looks like an age" in page.text
    kept = dict(page.form("").fields)
    assert kept["note"] == "A bed for Zdravka, 17 years"
    assert (kept["languages"], kept["is_child"], kept["urgency"]) == ("Ukrainian, Romanian", "no", "urgent")
    assert asking.new() == []


@pytest.mark.parametrize("child", ["yes", "unknown"])
def test_who_may_be_a_child_is_not_asked_for_among_adults(asking: Asking, child: str) -> None:
    page = asking.ask(child=child, to=[asking.shelter])

    assert page.status == 422
    assert "the person may be a child. Leave this service out." in page.text


def test_taken_back_it_is_over_on_the_other_side(asking: Asking) -> None:
    asking.ask(to=[asking.shelter])
    (path,) = asking.new()
    asking.arrived(asking.sofie, path)
    asking.ana.browser.submit(asking.ana.see(path), f"{path}withdraw/")

    until("they know", lambda: "They need no answer any more" in asking.sofie.see(path).text)
    assert not asking.sofie.see(path).has_form(f"{path}answer/")


def test_a_program_reads_what_is_asked_and_answers_once(asking: Asking) -> None:
    asking.ask(to=[asking.shelter])
    (path,) = asking.new()
    name = path.split("/")[2]
    asking.arrived(asking.sofie, path)
    program = Software.of(asking.town, "Sofie Maes")

    (found,) = [one for one in program.get("/enquiries")["received"] if one["id"] == name]
    assert (found["note"], found["ours"], found["standing"], found["services"]) == (
        NOTE,
        False,
        "open",
        ["shelter"],
    )
    wrong = program.ask("POST", f"/enquiries/{name}/answer", {"answer": "possible_from"})
    assert wrong.status == 409
    said = program.ask("POST", f"/enquiries/{name}/answer", {"answer": "possible_from", "day": in_days(10)})
    assert (said.status, said.body["standing"]) == (201, "answered")
    assert program.ask("POST", f"/enquiries/{name}/answer", {"answer": "possible"}).status == 409
    until("it is here", lambda: "Possible from a day" in asking.ana.see(path).text)


def test_an_adult_who_refuses_is_counted_and_a_child_is_not(asking: Asking) -> None:
    page = asking.ana.see("/counts/notify/")
    said: dict[str, str | list[str]] = {
        "sex": "f",
        "part_of_country": "north",
        "offered": ["shelter"],
        "refused": ["shelter"],
    }

    refused = asking.ana.browser.submit(page, "", age="unknown", **said)
    assert refused.status == 422
    assert "Call child protection" in refused.text
    assert asking.ana.browser.submit(page, "", age="adult", **said).status == 200
    assert asking.ana.see("/counts/").status == 409, "only the coordinator reads it"
    assert "quarter" in asking.town.hands("Corina Matei").see("/counts/").text
