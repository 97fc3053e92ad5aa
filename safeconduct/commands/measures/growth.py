"""What one referral costs as members, cases and peers grow tenfold, one after the other: a table, and a picture of it.

Cost is the processor time of everything on both nodes for one loop (see `loops.py`), since times depend on what else a
machine does. The crowd stands on both nodes; the peers are cards of nodes that are never spoken to.
"""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

from safeconduct.commands.demonstration.pair import Pair
from safeconduct.commands.measures import Numbers, Plan
from safeconduct.commands.measures.crowd import grow, model_of
from safeconduct.commands.measures.drivers import driver
from safeconduct.commands.measures.loops import Bench, Client
from safeconduct.commands.measures.places import administered, drafts, two_nodes
from safeconduct.commands.measures.watching import watched
from safeconduct.commands.nodes.introduce import load_card
from safeconduct.commands.nodes.node import Node
from safeconduct.keys.card import AgencyEntry, NodeCard, build
from safeconduct.keys.ring import load, make
from safeconduct.vocabulary.identifiers import AgencyId, NodeId


class Size(NamedTuple):
    """How many others a node knows."""

    members: int
    cases: int
    peers: int


def stages(plan: Plan) -> dict[str, Size]:
    """From the smallest to the largest; each grows by ten in one thing and keeps what the one before had."""
    members, cases, peers = plan.of(100, short=20), plan.of(10_000, short=500), plan.of(10, short=2)
    return {
        "as they are": Size(members, cases, peers),
        "ten times the members": Size(10 * members, cases, peers),
        "ten times the cases": Size(10 * members, 10 * cases, peers),
        "ten times the peers": Size(10 * members, 10 * cases, 10 * peers),
    }


def measure(plan: Plan) -> Numbers:
    """Processor milliseconds a loop at each stage, with one client."""
    number = plan.of(40, short=8)
    with (
        two_nodes(plan) as pair,
        driver(pair.ro, 2) as ro,
        driver(pair.be, 2) as be,
        watched(*pair.nodes) as watches,
    ):
        wanted = stages(plan)
        references = drafts(pair, number * len(wanted) + 2, plan)
        bench, before = Bench(pair, ro, be, watches), Size(0, 0, 0)
        numbers: Numbers = {}
        model = references.pop()
        _sent(bench, model)
        for name, size in wanted.items():
            for node, member in ((pair.ro, "Ana Pop"), (pair.be, "Sofie Maes")):
                _grown(pair, node, model, pair.member(member), before, size, plan)
            plan.say(f"{number} loops, {name}")
            cost = _loops(bench, [references.pop() for _ in range(number)])
            numbers[name] = {**size._asdict(), "processor ms a loop": cost}
            before = size
        return numbers


def _grown(pair: Pair, node: Node, reference: str, member: str, before: Size, size: Size, plan: Plan) -> None:
    with closing(administered(node)) as connection:
        model = model_of(connection, reference, UUID(member))
        grow(connection, model, places=size.members, copies=(before.cases, size.cases), plan=plan)
        for number in range(before.peers, size.peers):
            load_card(connection, _card(node.home.parent / "peers", number))


def _card(folder: Path, number: int) -> NodeCard:
    """The card of a node that exists on paper only, with one agency."""
    agency = AgencyId(uuid4())
    home, name = folder / uuid4().hex, NodeId(f"copy-{number}-{agency.hex[:6]}")
    home.mkdir(mode=0o700, parents=True)
    make(home, name, {agency})
    entry: AgencyEntry = {
        "id": str(agency), "name": name, "country": "SE", "sector": "ngo", "languages": ["sv"],
        "duty_number": "", "teams": [], "services": [],
    }  # fmt: skip
    at = datetime.now(UTC)
    return build(
        load(home, "web"), name=name, country="SE", endpoint="https://copy.example/", agencies=[entry], at=at
    )


def _sent(bench: Bench, reference: str) -> None:
    """Have one referral under way on both nodes."""
    bench.ro.do("send", member=bench.pair.member("Ana Pop"), reference=reference)
    Client(bench).until("offered", "be", reference, "sent")


def _loops(bench: Bench, references: list[str]) -> float:
    before = sum(part.cpu_seconds() for part in bench.parts().values())
    for reference in references:
        Client(bench).loop(reference)
    after = sum(part.cpu_seconds() for part in bench.parts().values())
    return round((after - before) * 1000 / len(references), 1)


WIDTH, BAR, GAP, LEFT = 640, 26, 14, 190


def picture(numbers: Numbers) -> str:
    """The same numbers as bars: an SVG with a title, read together with the table beside it."""
    costs = {
        name: _rounded(of["processor ms a loop"]) for name, of in numbers.items() if isinstance(of, dict)
    }
    most, height = max(costs.values()), len(costs) * (BAR + GAP) + GAP
    bars = [
        f'<text x="0" y="{top + BAR * 0.7:.0f}">{name}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{(WIDTH - LEFT - 80) * cost / most:.0f}" height="{BAR}" fill="#1d6b5f"/>'
        f'<text x="{LEFT + (WIDTH - LEFT - 80) * cost / most + 8:.0f}" y="{top + BAR * 0.7:.0f}">{cost} ms</text>'
        for top, (name, cost) in zip(range(GAP, height, BAR + GAP), costs.items(), strict=False)
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" font-family="sans-serif" '
        f'font-size="14"><title>Processor time of one referral as a node grows</title>{"".join(bars)}</svg>\n'
    )


def _rounded(cost: float) -> int:
    """Whole milliseconds, a half upwards: as whoever writes the table rounds, and not to the even one."""
    return int(cost + 0.5)
