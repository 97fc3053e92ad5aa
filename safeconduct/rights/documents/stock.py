"""The templates that can be used: those of the agency, newest first, and ours where it has none."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _

from safeconduct.rights.documents import rules
from safeconduct.rights.documents.kinds import Document
from safeconduct.rights.documents.models import DocumentTemplate
from safeconduct.rights.documents.shipped import VERSION, Shipped, as_word, shipped
from safeconduct.vocabulary.errors import NotFound, NotPossible

NO_TEMPLATE = _("There is no such template for you.")


@dataclass(frozen=True, slots=True)
class Template:
    """One template as it can be used, of ours or of the agency."""

    kind: Document
    country: str
    language: str
    version: int
    sha256: str
    content: bytes
    is_own: bool
    """Put in by the agency."""
    id: UUID | None = None
    put_in_by: UUID | None = None
    is_checked: bool = False

    @property
    def key(self) -> str:
        """How it is named in addresses."""
        return str(self.id) if self.id else self.name

    @property
    def name(self) -> str:
        """How it is named in documents: kind, language and country."""
        return f"{self.kind.value}.{self.language}" + (f".{self.country.lower()}" if self.country else "")

    @property
    def mark(self) -> str:
        """What tells this very text from every other one."""
        return self.sha256[:16]


def templates() -> list[Template]:
    """What can be used: the newest of the agency for each kind, country and language; else ours. Without content."""
    rows = (
        DocumentTemplate.objects.annotate(size=Length("content"))
        .defer("content")
        .order_by("kind", "country", "language", "-version")
        .distinct("kind", "country", "language")
    )
    found = {(one.kind, one.country, one.language): _our(one, b"") for one in shipped()}
    for row in rows:
        place = (Document(row.kind), row.country, row.language)
        if row.size:
            found[place] = _own(row, b"")
    return sorted(found.values(), key=lambda one: (list(Document).index(one.kind), one.language, one.country))


def _our(one: Shipped, content: bytes) -> Template:
    return Template(one.kind, one.country, one.language, VERSION, one.sha256, content, is_own=False)


def _own(row: DocumentTemplate, content: bytes) -> Template:
    return Template(
        Document(row.kind), row.country, row.language, row.version, row.sha256, content,
        is_own=True, id=row.id, put_in_by=row.put_in_by, is_checked=row.checked_by is not None,
    )  # fmt: skip


def template_named(key: str) -> Template:
    """One of them by its name or its id, an earlier version too. Raises NotFound."""
    try:
        row = DocumentTemplate.objects.filter(id=UUID(key)).first()
    except ValueError:
        row = None
    found = (
        _own(row, bytes(row.content))
        if row and len(row.content)
        else next((_our(one, as_word(one.text)) for one in shipped() if one.name == key), None)
    )
    if found is None:
        raise NotFound(NO_TEMPLATE)
    return found


def template_for(kind: Document, language: str, country: str) -> Template:
    """The one that holds for a reader in this country: its own before that of any country. Raises NotPossible."""
    fitting = [
        one for one in templates()
        if one.kind is kind and one.language == language and one.country in {"", country}
    ]  # fmt: skip
    if not fitting:
        raise NotPossible(rules.NO_TEMPLATE)
    return template_named(max(fitting, key=lambda one: (bool(one.country), one.is_own)).key)
