"""A person with a lawyer in each of two countries, through the pages: told in the demonstration, checked by the walk.

A social worker asks a lawyer of her country, who asks one abroad. Each checks for a conflict of interest, has a file of
their own and a matter with a mandate; with the person's yes they link the two matters. Everybody is invented.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Answers, Hands, must, told, until
from safeconduct.commands.demonstration.pair import Nodes

ALIAS, NAME = "Quince", "Yuliia Koval (invented)"
LEAD, COLLEAGUES = "Ana Pop", ("Irina Luca", "Thomas Leroy")
FIRST, ABROAD = ("Radu Ene", "Quay 12"), ("Claire Dubois", "Harbour 91")
"""Each lawyer, and the alias of the person in their file."""
SUMMONS = "She is summoned in Cluj as a witness. Please ask for a video link."
SERVED = "Summons, served at her address here."
HEARING = "Hearing of the witness, by video link if the court grants it."
PROFILE = {"age_band": "26_35", "is_child": "no", "sex": "f", "languages": "uk", "citizenships": "UA"}
LAW: Answers = {"jurisdictions": "RO, BE", "proceeding_types": ["criminal", "compensation"]}
GRANTED = 40
"""So many days ago was the Belgian reflection period granted: by the earliest reading it ends within days."""


@dataclass(frozen=True)
class Lawyer:
    """A lawyer with a file of their own about the person."""

    hands: Hands
    person: str

    def matter(self, kind: str, /, **course: str) -> str:
        """A matter, behind the check for a conflict of interest, with a mandate that goes on."""
        new = f"{self.person}matters/new/"
        self._say(new, "Checking for a conflict", check="yes", names=NAME)
        path = self._say(new, "Opening the matter", kind=kind).path
        mandate = {"kind": "mandate", "signed_on": day(-9), "valid_until": day(120), "language": "uk"}
        self._say(f"{path}mandate/", "Writing the mandate", **mandate)
        self._say(f"{path}course/", "Writing where it stands", **course)
        return path

    def writes(self, matter: str, part: str, /, **answers: str) -> None:
        """One form of a matter."""
        self._say(f"{matter}{part}/", f"Writing the {part}", **answers)

    def proposes(self, matter: str, referral: str) -> str:
        """Ask the other lawyer along this referral; the link."""
        agreed = {"do": "propose", "referral": referral, "agreed_on": day(0)}
        return self._say(f"{matter}links/", "Asking for a link", **agreed).path

    def accepts(self, matter: str) -> str:
        """Say yes to the link that waits; the link."""
        page = self.hands.see(f"{matter}links/")
        waiting = next((one for one in page.forms if "link" in one.names), None)
        must(waiting is not None, f"No link waits for {self.hands.name}.")
        only = Page(page.status, page.path, "", "", [waiting] if waiting else [], {})
        return self.hands.fill(only, "", {"do": "accept", "agreed_on": day(0)}, "Accepting the link").path

    def says(self, link: str, kind: str, text: str, **more: str) -> None:
        """Something for the other lawyer."""
        self._say(link, "Writing to the other lawyer", do="say", kind=kind, text=text, spoken="en", **more)

    def enters_days(self, country: str, **days: str) -> None:
        """Days that open rights; where a last day moves by them, it is seen before it is saved."""
        known: Answers = {"country": country, **days}
        shown = self.hands.fill(self.hands.see(f"{self.person}rights/known/"), "", known, "Entering the days")
        if "Not saved yet" in shown.text:
            self.hands.fill(shown, "", {}, "Saving what was seen")

    def claims(self) -> str:
        """A claim for compensation by the state of the country where it happened; the claim."""
        claim = {"happened": "Romania", "lives": "Belgium", "routes": "cross_border_2004_80"}
        return self._say(f"{self.person}compensation/new/", "Beginning a claim", **claim).path

    def reads(self, path: str, text: str) -> bool:
        """Whether it stands on a page."""
        return text in self.hands.see(path).text

    def _say(self, path: str, what: str, /, **answers: str) -> Page:
        return self.hands.fill(self.hands.see(path), "", answers, what)


@dataclass(frozen=True)
class Told:
    """What the scene has made: the lawyers, their matters, and both ends of the link."""

    here: Lawyer
    there: Lawyer
    matters: tuple[str, str]
    links: tuple[str, str]


def tell(pair: Nodes) -> Told:
    """From a person who needs a lawyer to two linked matters. Raises WalkFailed at the first step that is not right."""
    ana, radu, claire = (Hands(pair, name) for name in (LEAD, FIRST[0], ABROAD[0]))
    named = ana.save(ana.open_case({"pseudonym": ALIAS, **PROFILE}), "identity", {"names": NAME})
    person = _filled(ana, named).path
    asked = _refer(ana, person, radu, ["profile", "identity", "needs", "safety"])
    here = Lawyer(radu, _own_file(radu, asked, FIRST[1]))
    must(ana.see(asked).state() == "accepted", "The sender does not see that the lawyer has accepted.")
    onwards = _refer(radu, here.person, claire, ["profile", "needs", "safety"])
    there = Lawyer(claire, _own_file(claire, onwards, ABROAD[1]))

    criminal = here.matter(
        "criminal", role="injured_party", stage="investigation", court="Tribunal, Cluj (invented)"
    )
    wages = there.matter(
        "compensation", role="civil_party", stage="prepared", court="Court of first instance (invented)"
    )
    there.writes(wages, "served", what="Summons from Romania", on=day(-2), by="Bailiff", last_day=day(12))
    here.writes(
        criminal, "hearing", on=day(20), time="09:30", place="Cluj", held="planned", video_link="asked"
    )
    there.enters_days("Belgium", reflection_granted=day(-GRANTED))

    link = here.proposes(criminal, onwards.split("/")[2])
    until("the other lawyer is asked", lambda: there.reads("/matters/", "asks to link a matter"))
    linked = there.accepts(wages)
    until("both matters are linked", lambda: here.reads(link, "To the other lawyer"))
    here.says(link, "said", SUMMONS)
    here.says(link, "date", HEARING, day=day(20))
    there.says(linked, "served", SERVED, day=day(-2))
    until("all of it is there", lambda: there.reads(linked, HEARING) and here.reads(link, SERVED))
    return Told(here, there, (criminal, wages), (link, linked))


def check(pair: Nodes) -> None:
    """The other lawyer reads the message; the lead of the case and the lawyers' colleagues find nothing."""
    scene = tell(pair)
    link, linked = scene.links
    must(scene.there.reads(linked, SUMMONS), "The other lawyer does not read the message.")
    for lawyer, (_name, alias) in ((scene.here, FIRST), (scene.there, ABROAD)):
        must(
            lawyer.reads("/matters/", alias),
            f"{lawyer.hands.name} does not find the matter under My matters.",
        )
    for name in (LEAD, *COLLEAGUES):
        hands = Hands(pair, name)
        path = linked if pair.place(name).node.id == pair.place(ABROAD[0]).node.id else link
        page = hands.see(path)
        must(page.status == 404 and SUMMONS not in page.text, f"{name} reads what two lawyers say.")
        must(hands.see(path.partition("links/")[0]).status == 404, f"{name} sees the matter of a lawyer.")


def day(days: int) -> str:
    """So many days from today."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def _filled(lead: Hands, page: Page) -> Page:
    """The file of a person who needs a lawyer."""
    answers: Answers = PROFILE | {
        "needs": "legal_aid, compensation", "wish": "My wages, and to be heard once only.",
        "level": "low", "assessed_on": day(0), "valid_until": day(30), "persons_view": "Nobody knows where I am.",
    }  # fmt: skip
    return lead.save(page, "the file", answers)


def _refer(lead: Hands, person: str, lawyer: Hands, shared: list[str]) -> str:
    """Refer somebody to the lawyer's service, by their consent; accepted there after the check. The referral."""
    service = lawyer.pair.place(lawyer.name).agency["services"][0]["id"]
    draft = lead.draft(person, service, "urgent")
    lead.fill(draft, f"{draft.path}law/", LAW, "Saying which law it is about")
    lead.consent(draft, told(shared, language="uk"))
    lead.send(draft.path)
    until("the lawyer has it", lambda: lawyer.see(draft.path).status == 200)
    lawyer.accept(draft.path)
    until("both sides show accepted", lambda: lead.see(draft.path).state() == "accepted")
    return draft.path


def _own_file(lawyer: Hands, referral: str, alias: str) -> str:
    """The lawyer's own file beside what was received, with the need in it."""
    opening = f"{referral}own/"
    answers: Answers = {"pseudonym": alias}
    page = lawyer.fill(lawyer.see(opening), opening, answers, "Opening the own file")
    must(page.path.startswith("/people/"), f"No own file was opened: {page.text[-200:]}")
    return _filled(lawyer, page).path
