"""Conferences that tests have made go when their file is done: lists of other tests are short."""

from contextlib import closing

from safeconduct.commands.nodes import public
from safeconduct.commands.nodes.node import Node
from safeconduct.vocabulary.roles import PUBLIC

EDITIONS = "SELECT id FROM conferences_edition WHERE id <> ALL(%s)"
REGISTRATIONS = f"SELECT id FROM conferences_registration WHERE edition_id IN ({EDITIONS})"
SESSIONS = f"SELECT id FROM conferences_session WHERE edition_id IN ({EDITIONS})"
IN_THIS_ORDER = (
    *(f"conferences_{each} WHERE registration_id IN ({REGISTRATIONS})" for each in ("needs", "presencechange")),
    *(f"conferences_{each} WHERE session_id IN ({SESSIONS})" for each in ("attendance", "sessiontext")),
    f"conferences_session_speakers WHERE session_id IN ({SESSIONS})",
    *(
        f"conferences_{each} WHERE edition_id IN ({EDITIONS})"
        for each in (
            "material", "budgetline", "certificate", "evaluation", "erasure", "editiontext", "quota", "registration",
            "session", "room", "speaker",
        )
    ),
    f"conferences_edition WHERE id IN ({EDITIONS})",
)  # fmt: skip


def editions(site: Node) -> list[int]:
    """Those that there are."""
    with closing(public.connect(site.home, PUBLIC)) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM conferences_edition").fetchall()]


def take_away(site: Node, kept: list[int]) -> None:
    """All but these, with everything that hangs on them."""
    with closing(public.connect(site.home, PUBLIC)) as connection:
        for rows in IN_THIS_ORDER:
            connection.execute(f"DELETE FROM {rows}".encode(), [kept])
