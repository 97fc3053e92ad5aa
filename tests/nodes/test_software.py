"""A whole referral between two nodes, driven by a client that was made from the committed description alone."""

import importlib
import secrets
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openapi_python_client import generate
from openapi_python_client.config import Config, ConfigFile, MetaType

from safeconduct.commands.places import REPOSITORY
from safeconduct.commands.walk import NAME, SHARED
from tests.nodes.software import made_on_the_page
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


def test_a_whole_referral_is_driven_by_a_client_made_from_the_description(town: Town, programs: Programs) -> None:
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
