"""Lawyers of one person on two nodes link their matters, speak, and lose what came when it is taken back."""

from datetime import UTC, datetime, timedelta

from safeconduct.commands.demonstration.browser import Page
from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import NAME
from tests.nodes.story import Story
from tests.nodes.town import Town, until

LAW = ("Belgium; Romania", "Labour proceedings")
SUMMONS, JUDGMENT, FILE = "She is summoned to Ghent.", "The judgment of 3 March.", "Ask for the file in Iasi."


class Lawyer:
    """A lawyer on one side, in a file of their own, with a matter and a mandate."""

    def __init__(self, hands: Hands, person: str) -> None:
        self.hands, self.person = hands, person
        new = f"{person}matters/new/"
        self.send(new, check="yes", names="Oksana Melnyk")
        self.matter = self.send(new, kind="criminal")
        signed = (datetime.now(UTC) - timedelta(days=9)).date().isoformat()
        self.send(f"{self.matter}mandate/", kind="mandate", signed_on=signed)
        self.links = f"{self.matter}links/"

    def send(self, path: str, *has: str, **given: str) -> str:
        """Fill in the form of a page that has these fields; where it leads."""
        page, wanted = self.hands.see(path), {*has, *given} - {"do", "check"}
        form = next(one for one in page.forms if wanted <= set(one.names))
        said = self.hands.browser.submit(
            Page(page.status, page.path, "", "", [form], {}), form.action, **given
        )
        assert said.status == 200, said.text[-400:]
        return said.path

    def says(self, link: str, kind: str, text: str, **more: str) -> None:
        self.send(link, do="say", kind=kind, text=text, spoken="en", **more)

    def reads(self, path: str, text: str) -> bool:
        return text in self.hands.see(path).text


def says_the_law(story: Story) -> None:
    """What may be typed wrongly is shown again; what is right stands in the draft, and services say whose law it is."""
    form = f"{story.path}law/"
    wrong = story.ana.browser.submit(story.ana.see(form), "", jurisdictions="Atlantis")
    assert wrong.status == 422
    assert "Atlantis" in wrong.html
    story.ana.fill(
        story.ana.see(form),
        form,
        {"jurisdictions": "BE, Romania", "proceeding_types": "labour"},
        "The law",
    )
    draft = story.ana.see(story.path).text
    assert all(one in draft for one in LAW)
    found = story.ana.see(f"{story.person}refer/?need=legal_aid&law=ES").text
    assert "It does not practise the law of Spain." in found


def test_two_lawyers_are_linked_speak_and_forget(town: Town) -> None:
    story = Story(town, sender="Irina Luca", receiver="Claire Dubois", to="Barreau du Canal").drafted()
    says_the_law(story)
    story.ana.send(story.path)
    story.wait("sent")
    claire = story.sofie
    before = claire.see(story.path).text
    assert all(one in before for one in LAW), "read before anybody accepts"
    assert NAME not in before
    claire.accept(story.path)
    story.wait("accepted")
    page = claire.see(f"{story.path}own/")
    filed = claire.browser.submit(page, f"{story.path}own/", pseudonym="Quay 9")
    assert filed.path.startswith("/people/"), filed.text[-300:]
    here, there = Lawyer(story.ana, story.person), Lawyer(claire, filed.path)
    new = claire.see(f"{filed.path}matters/new/")
    chosen = dict(next(form for form in new.forms if "kind" in form.names).fields)
    assert (chosen["kind"], chosen["jurisdictions"]) == ("labour", "Belgium, Romania"), (
        "filled in from the referral"
    )

    today = datetime.now(UTC).date().isoformat()
    link = here.send(here.links, do="propose", referral=story.reference, agreed_on=today)
    asks = "asks to link a matter"
    until("it is asked for, on Today", lambda: there.reads("/", asks))
    assert there.reads("/matters/", asks)
    linked = there.send(there.links, do="accept", agreed_on=today)
    until("both are linked", lambda: here.reads(link, "To the other lawyer"))

    here.says(link, "said", SUMMONS)
    until("it is new on Today", lambda: there.reads("/", "1 new entry"))
    there.says(linked, "task", FILE, whose="theirs")
    until("both have heard", lambda: there.reads(linked, SUMMONS) and here.reads(link, FILE))
    assert not there.reads("/", "new entry"), "it was opened"
    until("it has arrived", lambda: here.reads(link, "arrived there"))
    here.send(link, "item", do="done")

    # Nobody else of the two agencies finds it, whoever supervises or accepted with them.
    for name, path in (("Radu Ene", link), ("Thomas Leroy", linked)):
        assert town.hands(name).see(path).status == 404

    story.withdraw("sender")
    until("what came is gone there", lambda: not there.reads(linked, SUMMONS))
    assert not here.reads(link, FILE)
    assert here.reads(link, SUMMONS), "what is one's own stays"
    assert there.reads(linked, "The person took it back")
    for node in ("ro", "be"):
        left = town.value(node, "SELECT count(*) FROM counsel.link_item WHERE NOT is_ours")
        keys = town.value(node, "SELECT count(*) FROM keys.section_key WHERE section = 'legal' AND intake")
        assert (left, keys) == (0, 0)
