"""Three nodes whose processes, databases and roads fail, and what members were told beside what is there."""

from safeconduct.commands.measures.faults.run import measure

__all__ = ["measure"]
