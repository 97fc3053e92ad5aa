"""Two who do the same at once: the second waits until the first is through, and then sees what they wrote.

For what no row stands for yet, or for a whole sheet of rows; where one row is changed, that row is locked.
"""

from django.db import connection


def wait_in_turn(name: str) -> None:
    """Waits until nobody else holds `name`, and holds it until the transaction ends.

    Two names that hash alike wait for each other, and no more (PostgreSQL 15, 9.27.10, `pg_advisory_xact_lock`).
    Raises RuntimeError outside a transaction, where it would be given back at once and hold nobody.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Wait in turn within a transaction: outside of one nobody would wait.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
