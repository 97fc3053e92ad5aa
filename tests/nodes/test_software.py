"""A whole referral between two nodes, driven by a client that was made from the committed description alone."""

import importlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.walk import NAME, SHARED
from safeconduct.commands.places import REPOSITORY
from safeconduct.vocabulary.labels import label
from safeconduct.vocabulary.sections import USED, Section
from tests.nodes.software import Software, made_on_the_page
from tests.nodes.story import SECRETS, Story
from tests.nodes.town import Town, until

DESCRIPTION = REPOSITORY / "docs" / "reference" / "openapi.json"


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The generated client, importable under this name. Nothing is fetched for it, and nothing runs over it."""
    folder: Path = tmp_path_factory.mktemp("client")
    made = Config.from_sources(
        ConfigFile(post_hooks=[]), MetaType.NONE, DESCRIPTION, "utf-8", True, folder / "their_client"
    )
    assert list(generate(config=made)) == []
    sys.path.insert(0, str(folder))
    yield "their_client"
    sys.path.remove(str(folder))


type Programs = Callable[[str], "Program"]


@pytest.fixture
def programs(town: Town, package: str) -> Iterator[Programs]:
    """The program of a member; its connections are closed at the end."""
    made: list[Program] = []

    def program(member: str) -> Program:
        made.append(Program(town, package, member))
        return made[-1]

    yield program
    for one in made:
        one.client.get_httpx_client().close()


class Program:
    """A program of a member's, written against the generated client."""

    def __init__(self, town: Town, package: str, member: str) -> None:
        self.package = package
        node = town.pair.place(member).node
        self.client = self.part("client").AuthenticatedClient(
            f"http://127.0.0.1:{node.ports.web}", token=made_on_the_page(town.hands(member))
        )
        self.models = self.part("models")
        self.place = ""

    def part(self, name: str) -> Any:
        """A module of the client."""
        return importlib.import_module(f"{self.package}.{name}")

    def ask(self, operation: str, *args: object, **given: object) -> Any:
        """What one operation answers, parsed. It must be no problem."""
        answer = self.part(f"api.{operation}").sync_detailed(*args, client=self.client, **given)
        said = answer.parsed
        assert said is not None, answer
        assert type(said).__name__ != "Problem", said
        return said

    def write(self, operation: str, *args: object, body: object, **given: object) -> Any:
        """A write, with a key of its own."""
        return self.ask(operation, *args, body=body, idempotency_key=secrets.token_hex(16), **given)

    def move(self, reference: str, move: str, **codes: object) -> Any:
        """A move with its codes."""
        made = self.models.MoveIn(
            move=self.models.Event(move), codes=self.models.MoveInCodes.from_dict(codes)
        )
        return self.write("referrals.make_move", reference, body=made)

    def envelope(self, reference: str) -> Any:
        """Where the referral stands."""
        return self.ask("referrals.read_referral", reference).envelope

    def news_of(self, reference: str) -> list[str]:
        """The kinds of change since the last look."""
        found: list[str] = []
        while True:
            page = self.ask("events.list_events", after=self.place)
            self.place = page.next_
            found += [change.kind for change in page.items if change.referral == reference]
            if not page.has_more:
                return found


def consented(program: Program) -> Any:
    """The talk, as the worker's program tells it."""
    models = program.models
    return models.ConsentIn(
        told=list(models.Fact),
        limit_told=True,
        sections=[models.Section(name) for name in SHARED],
        language="uk",
        presentation=models.Presentation("interpreter"),
        method=models.ConsentMethod("oral_witnessed"),
        interpreter="INT-07",
        witness="social worker",
        until=date.today() + timedelta(days=60),  # noqa: DTZ011
        tell_outcome=True,
    )


def test_a_whole_referral_is_driven_by_a_client_made_from_the_description(
    town: Town, programs: Programs
) -> None:
    story = Story(town)
    case = story._case().split("/")[2]  # the file is written on the pages
    ana, sofie = programs("Ana Pop"), programs("Sofie Maes")
    ana.news_of(""), sofie.news_of("")
    models = ana.models

    # Ana's program finds the person and the service, drafts with the consent, looks at what leaves, and sends.
    assert case in [str(person.case) for person in ana.ask("sending.list_people").items]
    shelter = next(
        service
        for service in ana.ask("services.list_services", country="BE", need=models.Need("housing")).items
        if service.service == "shelter"
    )
    draft = models.DraftIn(
        case=case, service=shelter.id, urgency=models.Urgency("urgent"), consent=consented(ana)
    )
    reference = ana.write("sending.make_referral", body=draft).reference
    story.path = f"/referrals/{reference}/"
    leaving = ana.ask("sending.preview_referral", reference)
    assert {part.section.value: part.at_once for part in leaving.parts} == {
        "profile": True, "needs": True, "safety": True, "identity": False, "safe_contact": False,
    }  # fmt: skip
    assert {lack.code for lack in leaving.lacking} == {"capacity_not_asked", "preview_not_seen"}
    ana.write(
        "sending.send_referral",
        reference,
        body=models.SendingIn(preview_seen=True, capacity=models.SendingInCapacity("asked")),
    )
    story.wait("sent")

    # Sofie's lists it by whose turn it is, reads the need, and nothing of who it is.
    yours = sofie.ask(
        "referrals.list_referrals", turn=sofie.models.ListReferralsTurnType0("yours"), limit=100
    )
    assert reference in [envelope.reference for envelope in yours.items]
    asked = [sofie.models.ReadSectionsSection(name) for name in ("needs", "identity")]
    read = sofie.ask("referrals.read_sections", reference, section=asked)
    assert [item.section.value for item in read.items] == ["needs"]
    assert read.items[0].content.additional_properties["wish"] == "A room near a nursery."
    assert [section.value for section in read.closed] == ["identity"]

    # Accepting opens the rest; then news, the outcome, and Ana's word that it is so.
    sofie.move(reference, "accept", conflict_check="none")
    until("what was held back arrives", lambda: story.keys_there() == len(SHARED))
    assert {"send", "section", "accept"} <= set(sofie.news_of(reference))
    story.wait("accepted")
    identity = sofie.ask("referrals.read_sections", reference, section=asked[1:])
    assert identity.items[0].content.additional_properties["names"] == NAME
    sofie.move(reference, "start")
    text = sofie.models.Text(about=sofie.models.Section("needs"), language="en", text="The room is ready.")
    sofie.write("referrals.give_news", reference, body=text)
    sofie.move(reference, "record_outcome", outcomes={"shelter": "given"})
    story.wait("outcome_recorded")
    told = ana.ask("referrals.read_sections", reference, section=[models.ReadSectionsSection("needs")])
    assert [text.text for text in told.items[0].texts] == ["The room is ready."]
    ana.move(reference, "close", confirmation="confirmed")
    story.wait("closed")
    assert story.histories_agree()

    # What Ana's program has missed meanwhile is in the feed, in order.
    kinds = [kind for kind in ana.news_of(reference) if kind not in ("receipt", "section")]
    assert kinds == ["send", "accept", "start", "news", "record_outcome", "close"]
    again = sofie.ask("referrals.read_sections", reference, section=asked)
    assert (again.items, len(again.closed)) == ([], 2)


def test_a_referral_is_taken_back_by_a_program_and_the_copy_is_erased(town: Town, programs: Programs) -> None:
    story = Story(town).reach("accepted")
    ana = programs("Ana Pop")
    ana.news_of("")
    models = ana.models
    said = models.WithdrawalIn(
        reason=models.Withdrawal("consent_withdrawn"), channel=models.Channel("person")
    )
    assert ana.write("taking_back.take_back", story.reference, body=said).state.value == "withdrawn"
    until("the holder has erased", lambda: story.of_sender("holder_answer") == "erased")
    assert story.keys_there() == 0
    assert not [secret for secret in SECRETS if secret in story.sofie.see(story.path).html]
    assert {"withdraw", "holder_answered"} <= set(ana.news_of(story.reference))
    assert datetime.now(UTC) - ana.envelope(story.reference).since < timedelta(minutes=5)


# --- No further than the member's pages ---------------------------------------------------------------------------


def shown_on_the_page(hands: Hands, story: Story) -> set[str]:
    """The sections that the referral's page shows to this member, by their labels."""
    page = hands.see(story.path)
    assert page.status == 200
    return {section.value for section in USED if f">{label(section)}</h3>" in page.html}


MATRIX = [
    (name, state)
    for name in ("Sofie Maes", "Karim Haddad", "Lotte Wouters", "Nina Claes")
    for state in ("sent", "accepted")
]


@pytest.fixture(scope="module")
def matrix(town: Town) -> dict[str, Story]:
    """A referral that was sent, and one that Sofie has accepted: from then on it is hers."""
    return {"sent": Story(town).sent(), "accepted": Story(town).reach("accepted")}


@pytest.mark.parametrize("name, state", MATRIX)
def test_each_profession_reads_by_its_program_what_its_page_shows(
    town: Town, matrix: dict[str, Story], name: str, state: str
) -> None:
    story = matrix[state]
    program = Software.of(town, name, ["read"])
    asked = "&".join(f"section={section}" for section in Section)
    said = program.get(f"/referrals/{story.reference}/sections?{asked}")
    read = {item["section"] for item in said["items"] if item["content"]}
    assert read == shown_on_the_page(town.hands(name), story)
    assert set(said["closed"]) == {str(section) for section in Section} - {
        item["section"] for item in said["items"]
    }
    if (name, state) == ("Sofie Maes", "accepted"):
        assert "identity" in read
    else:
        assert not [secret for secret in SECRETS if secret in str(said)]
    everything = [
        program.ask("GET", path).text for path in (f"/referrals/{story.reference}", "/referrals", "/events")
    ]
    assert not [secret for secret in (*SECRETS, "nursery") if secret in str(everything)]


def test_another_agencys_program_and_an_administrators_find_nothing(
    town: Town, matrix: dict[str, Story]
) -> None:
    story = matrix["accepted"]
    for name in ("Jan Peeters", "Claire Dubois", "Anouk Peeters"):
        program = Software.of(town, name)
        for path in ("", "/sections?section=needs"):
            assert program.ask("GET", f"/referrals/{story.reference}{path}").status == 404
        move = {"move": "start"}
        assert program.ask("POST", f"/referrals/{story.reference}/moves", move).status == 404
        back = {"reason": "by_person", "channel": "person"}
        assert program.ask("POST", f"/referrals/{story.reference}/withdrawal", back).status == 404
        lists = [program.get(path)["items"] for path in ("/referrals", "/people", "/events")]
        assert story.reference not in str(lists)
    assert lists == [[], [], []], "the last one administers"


def test_the_sender_is_told_which_role_has_read_by_a_program(town: Town) -> None:
    story = Story(town).sent()
    sofie = Software.of(town, "Sofie Maes", ["read"])
    assert story.ana.see(story.path).rungs() == 2
    sofie.get(f"/referrals/{story.reference}")
    sofie.get(f"/referrals/{story.reference}/sections?section=needs")
    until("the receipt comes back", lambda: story.ana.see(story.path).rungs() == 3)
    seen = "SELECT count(*) FROM audit.record WHERE action = 'section:read' AND case_id = %s::uuid AND detail ? 'token'"
    assert town.value("be", seen, story.of_receiver("case_id")) == 1


def test_the_inbox_serves_no_api(town: Town) -> None:
    sofie = Software.of(town, "Sofie Maes", ["read"])
    for path in ("me", "openapi.json", "referrals"):
        said = sofie.client.request(
            "GET", f"http://127.0.0.1:{town.node('be').ports.inbox}/api/v1/{path}",
            headers={"Authorization": f"Bearer {sofie.token}"},
        )  # fmt: skip
        assert said.status == 404
    assert sofie.ask("GET", "/me").status == 200


def test_places_that_a_team_has_free_stand_beside_its_service(town: Town) -> None:
    service = town.agency("Cabinet Teiul")["services"][0]["id"]
    radu, ana = Software.of(town, "Radu Ene", ["capacity"]), Software.of(town, "Ana Pop", ["capacity"])
    assert ana.ask("PUT", f"/services/{service}/capacity", {"places_free": 9}).status == 404
    assert radu.ask("PUT", f"/services/{service}/capacity", {"places_free": 3}).body["places_free"] == 3
    story = Story(town)
    page = town.hands("Ana Pop").see(f"{story._case()}refer/")
    assert re.search(r"Places free</dt><dd>3, as they said on \w{3} \d", page.html)
    assert (
        radu.ask("PUT", f"/services/{service}/capacity", {"places_free": None}).body["places_as_of"] is None
    )


# --- The handbook --------------------------------------------------------------------------------------------------

HOW_TO = REPOSITORY / "docs" / "how-to" / "use-the-api.md"


@pytest.mark.skipif(shutil.which("curl") is None, reason="the page's lines are curl's")
def test_the_lines_of_the_handbook_do_what_it_says(town: Town) -> None:
    story, sofie = Story(town).sent(), Software.of(town, "Sofie Maes")
    given = {
        "NODE": sofie.base,
        "TOKEN": sofie.token,
        "REFERENCE": story.reference,
        "SERVICE": town.agency("Maison Lierre")["services"][0]["id"],
        "PATH": os.environ["PATH"],
    }
    lines = re.findall(r"^curl .*$", HOW_TO.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(lines) == 9
    for line in lines:
        asked = line.replace("curl -sS", "curl -sS --fail-with-body", 1)
        said = subprocess.run(  # noqa: S602  (the page's own lines)
            asked, shell=True, env=given, capture_output=True, text=True, timeout=30, check=False
        )
        assert said.returncode == 0, (line, said.stdout, said.stderr)
        assert json.loads(said.stdout), line
    story.wait("accepted")
    until("the news is there", lambda: "The room is ready." in story.ana.see(story.path).text)
