"""The agreement of the network that a period follows: named with its version, so that a clock can say it. Pure."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Citation:
    """One version of an agreement; `title` is in `language`, as whoever named it read it."""

    code: str
    version: int
    title: str
    language: str
    is_agreed: bool = False
    """Whether an agency of this node stood to it when the clock began."""

    def members(self) -> dict[str, Any]:
        """As it is kept."""
        found: dict[str, Any] = {
            "code": self.code, "version": self.version, "title": self.title, "language": self.language,
        }  # fmt: skip
        return found | {"is_agreed": True} if self.is_agreed else found

    @property
    def words(self) -> str:
        """As it is said beside a clock."""
        said = {"title": self.title, "version": self.version}
        if not self.is_agreed:
            return _("follows “%(title)s”, version %(version)s") % said
        return _("by “%(title)s”, version %(version)s") % said


def citation_in(said: Any) -> Citation | None:
    """What is kept; None where nothing is."""
    return Citation(**said) if said else None
