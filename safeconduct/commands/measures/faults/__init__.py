"""Three nodes whose processes, databases and roads fail all the time, and what members were told beside what is there."""

from safeconduct.commands.measures.faults.run import measure

__all__ = ["measure"]
