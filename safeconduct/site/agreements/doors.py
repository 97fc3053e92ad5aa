"""The database's functions of statements, as Python functions. Each asks who is acting."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from safeconduct.agencies.statements.models import Statement as Row
from safeconduct.site.administration.calling import call
from safeconduct.vocabulary.statements import Kind, Says, Statement, Subject


@dataclass(frozen=True, slots=True)
class Said:
    """A statement of an agency of this node, and under which key it is signed; "" while it is not."""

    id: UUID
    statement: Statement
    kid: str
    signature: str


def propose(subject: Subject, title: str) -> str:
    """The agency would sign or adopt this: it "waits", or stands "by_one" where nobody else is there to see it."""
    given = [subject.kind.value, subject.code, subject.version, subject.digest, title]
    return str(call("SELECT agencies.propose_statement(%s, %s, %s, %s, %s)", given)[0][0])


def take_back(code: str, version: int) -> bool:
    """The agency stands to it no more; whether there was anything to take back."""
    return bool(call("SELECT agencies.take_back_statement(%s, %s)", [code, version])[0][0])


def said(node: str) -> list[Said]:
    """Of each agency, text and version the newest statement."""
    return [_read(node, *row) for row in call("SELECT * FROM agencies.statements_said()", [])]


def keep_signature(statement: UUID, kid: str, signature: str) -> None:
    """The node has signed it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agencies.sign_statement(%s, %s, %s)", [statement, kid, signature])


def standing(agency: UUID) -> dict[tuple[str, int], Row]:
    """What the own agency said last of each text and version."""
    rows = Row.objects.filter(agency_id=agency).order_by("code", "version", "number")
    return {(row.code, row.version): row for row in rows}


def _read(
    node: str,
    number_of_row: UUID,
    agency: UUID,
    name: str,
    kind: str,
    code: str,
    version: int,
    digest: str,
    says: str,
    number: int,
    day: date,
    kid: str,
    signature: str,
) -> Said:
    subject = Subject(Kind(kind), code, version, digest)
    public_name = " ".join(name.split())[:200]
    statement = Statement(node, str(agency), public_name, subject, Says(says), number, day)
    return Said(number_of_row, statement, kid, signature)
