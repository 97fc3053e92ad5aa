"""Domain time: the machine's, and in the demo moved by the node's owner. Sign-in and signatures use real time."""

from datetime import datetime

from django.db import connection

CHANNEL = "safeconduct_demo_clock"
"""On this channel of the database the demo's page asks the owner to move the clock, by so many hours. Elsewhere
nobody listens, and the table refuses a moved clock on a node that is no demo."""


def domain_now() -> datetime:
    """The node's domain time, in UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT access.domain_now()")
        row = cursor.fetchone()
    assert row is not None  # noqa: S101  (a SELECT without FROM always has a row)
    now: datetime = row[0]
    return now
