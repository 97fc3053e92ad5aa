"""A colleague's place in an own case, as the door gives it; a conference of such a case; a partner without a node."""

from contextlib import closing
from datetime import date, timedelta
from uuid import uuid4

from safeconduct.commands.demonstration.hands import Hands
from safeconduct.commands.demonstration.pair import Nodes
from safeconduct.commands.nodes.databases import ADMINISTRATOR
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import OWNER

PLACE = """
INSERT INTO access.grants (case_id, agency_id, section, holder_member, can_edit, purpose, basis, valid_from)
SELECT k.id, k.agency_id, p.section, m.id, access.allows(p.sector, p.profession, p.purpose, p.section, 'edit', p.basis),
       p.purpose, p.basis, now()
  FROM access."case" k CROSS JOIN agencies.member m JOIN agencies.agency a ON a.id = m.agency_id
  JOIN access.policy p ON p.sector = a.sector AND p.profession = m.profession
 WHERE k.id = %s::uuid AND m.id = %s::uuid AND p.purpose = 'assessment' AND p.basis = 'place' AND p.action = 'open'
"""


def place(pair: Nodes, person: str, member: str) -> None:
    """Give the member of this name a place in the case behind a person's page."""
    cluster = pair.place(member).node.cluster
    assert cluster is not None
    with closing(cluster.connect(ADMINISTRATOR)) as connection:
        connection.execute(PLACE, [person.split("/")[2], pair.member(member)])


def conferred(lead: Hands, person: str) -> list[str]:
    """A conference with a meeting, and an item to which the lead has proposed: each page of it."""
    opening = f"{person}conferences/new/"
    until = (date.today() + timedelta(days=5)).isoformat()  # noqa: DTZ011 - any day that comes
    asked: dict[str, str | list[str]] = {"question": "Unde?", "until": until}
    adding = lead.fill(lead.see(opening), "", asked, "Opening the conference").path
    talk = adding.removesuffix("items/new/")
    item = lead.fill(lead.see(adding), "", {"section": "needs", "text": "Unde?"}, "Adding the item").path
    for do in ("wish", "proposal"):
        lead.fill(lead.see(item), "", {"do": do, do: "Aproape."}, f"Writing the {do}")
    meeting: dict[str, str | list[str]] = {
        "meets_at": "2020-03-31T14:30",
        "where": "Aici",
        "person": "took_part",
    }
    lead.fill(lead.see(f"{talk}meeting/"), "", meeting, "Setting the meeting")
    return [f"{person}conferences/", talk, item, adding, f"{talk}meeting/"]


def partner(node: Node) -> str:
    """A partner without a node, as whoever keeps this one enters it; its one service."""
    agency, team, service = (str(uuid4()) for _ in range(3))
    with node.connect(OWNER) as connection:
        connection.execute(
            "INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number) "
            "VALUES (%s, '-', 'Night House Linden', 'BG', 'shelter', '{bg,en}', '+359 00 00 00')",
            [agency],
        )
        connection.execute(
            "INSERT INTO agencies.team (id, agency_id, name, professions, languages) "
            "VALUES (%s, %s, 'Night House Linden', '{social_worker}', '{bg,en}')",
            [team, agency],
        )
        connection.execute(
            "INSERT INTO directory.entry (id, team_id, agency_id, service, needs, purpose, takes_children, hours, "
            "open_days, ways) VALUES (%s, %s, %s, 'crisis_shelter', '{safety}', 'referral_service', false, 'always', "
            "'{}', '{telephone,paper,file}')",
            [service, team, agency],
        )
    return service
