"""The second implementation of the protocol (clients/node) as a process beside the pair, and its member's orders."""

import json
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safeconduct.commands.building.frontend import Tools
from safeconduct.commands.building.teaching import FOLDER
from safeconduct.commands.nodes.introduce import load_card
from safeconduct.commands.nodes.node import Node
from safeconduct.commands.nodes.processes import free_ports
from safeconduct.keys.card import fingerprint, verify_card
from safeconduct.vocabulary.roles import OWNER
from tests.nodes.town import until

NAME = "js"


@dataclass
class Second:
    """A running client. It is told what to do by lines of JSON, and says what came of it by lines of JSON."""

    tools: Tools
    home: Path
    port: int = field(default_factory=lambda: free_ports(1)[0])
    process: subprocess.Popen[str] = field(init=False)

    def start(self) -> None:
        command = ["serve.js", "--home", str(self.home), "--node", NAME, "--port", str(self.port)]
        command += [
            "--country",
            "DE",
        ]  # what leaves the Union asks for its ground, which is not what is tried here
        self.process = subprocess.Popen(
            [self.tools.node, *command], cwd=FOLDER, env=dict(self.tools.environment), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self._line()["ready"] is True

    def stop(self) -> None:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.close()
        assert self.process.wait(timeout=20) == 0
        self.process.stdout.close()

    def _line(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"The client has ended with {self.process.wait(timeout=20)}."
        return json.loads(line)

    def asked(self, do: str, **more: object) -> Any:
        """An order and what came of it, whatever it is."""
        assert self.process.stdin
        self.process.stdin.write(json.dumps({"do": do, **more}) + "\n")
        self.process.stdin.flush()
        return self._line()

    def order(self, do: str, **more: object) -> Any:
        """An order that must go through."""
        said = self.asked(do, **more)
        assert said.pop("ok"), said
        return said

    # --- Its peers ------------------------------------------------------------------------------------------

    def introduce(self, node: Node) -> None:
        """Both take in each other's card, after the fingerprints were compared."""
        ours = self.order("card")
        assert fingerprint(verify_card(ours["card"])) == ours["fingerprint"], "one fingerprint, read by both"
        with node.connect(OWNER) as connection:
            load_card(connection, ours["card"])
        met = self.order("meet", url=node.endpoint)
        assert met == {"node": node.id, "fingerprint": fingerprint(verify_card(node.card()))}
        self.order("confirm", node=node.id, heard=met["fingerprint"])

    @property
    def service(self) -> str:
        """Its one service, for a referral to it."""
        found: str = self.order("card")["card"]["agencies"][0]["services"][0]["id"]
        return found

    # --- Its referrals --------------------------------------------------------------------------------------

    def show(self, referral: object) -> Any:
        """A referral as it stands here; an empty one while it is not known."""
        said = self.asked("show", referral=str(referral))
        return said if said["ok"] else {"state": None, "sections": {}, "receipts": [], "texts": []}

    def kept(self, referral: object) -> Any:
        """What its file holds of a referral."""
        return json.loads((self.home / "state.json").read_text())["referrals"][str(referral)]

    def wait(self, referral: object, state: str) -> None:
        """Until it stands there."""
        until(f"the client sees {state}", lambda: self.show(referral)["state"] == state)

    @property
    def left(self) -> tuple[int, list[Any]]:
        """How much still waits to be handed over, and what went wrong."""
        said = self.order("list")
        return said["waiting"], said["notes"]
