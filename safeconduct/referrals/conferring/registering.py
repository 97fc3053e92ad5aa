"""What the room of conferences is told of other agencies."""

from safeconduct.cases.conferences import elsewhere
from safeconduct.referrals.conferring import actions, queries


class Conferring:
    """The room above, as `cases/conferences/elsewhere.py` asks for it."""

    asked = staticmethod(queries.asked)
    decided = staticmethod(actions.decided)
    minuted = staticmethod(actions.minuted)
    met = staticmethod(actions.met)


def register() -> None:
    """Called once, when the application starts."""
    elsewhere.register(Conferring())
