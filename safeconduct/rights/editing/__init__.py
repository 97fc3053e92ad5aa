"""Rules kept by those who know the law: proposed with a source, signed by a lawyer, and then in force."""

from safeconduct.rights.editing.telling import changed

__all__ = ["changed"]
