"""What nobody can open any more is taken away."""

from django.db import connection


def sweep_texts() -> int:
    """Delete the texts whose key is gone; how many. In the worker's transaction.

    The row policy alone chooses them: the worker may delete no other text, and may read none.
    """
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM "referrals"."text"')
        return int(cursor.rowcount)
