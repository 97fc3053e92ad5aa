"""An emergency reading that stands, for the tests of its doors: how it opens and ends, and who looks at it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from tests.access.doors import BREAK, YES, emergency, said
from tests.access.world import World

SAVING = ["profile", "safe_contact", "safety"]
CLOSE = "close_glass(%s)"
NOTE = "note_glass(%s)"


@contextmanager
def opened(world: World, here: str, who: str = "dan", **given: Any) -> Iterator[UUID]:
    """An emergency reading that is committed; taken away at the end."""
    arguments = emergency(**given)
    app = world.connections["app"]
    with app.transaction():
        app.execute("SELECT set_config('safeconduct.context', %s, true)", [world.token(who, sign_in=here)])
        assert said(app, BREAK, *arguments) == YES
    try:
        yield arguments[0]
    finally:
        world.owner.execute("DELETE FROM access.grants WHERE basis = 'break_glass'")
        world.owner.execute("DELETE FROM access.break_glass_use")
