"""Domain time: the machine's, and in the demo moved by the node's owner. Sign-in and signatures use real time."""

from datetime import datetime

from django.db import connection


def domain_now() -> datetime:
    """The node's domain time, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.domain_now()")
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (a SELECT without FROM always has a row)
    now: datetime = row[0]
    return now
