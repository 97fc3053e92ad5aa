"""What nobody can open any more is taken away."""

from django.db import connection


def sweep() -> int:
    """Delete what lies here and whose key is gone; how many. As the worker: the row policies alone choose."""
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM "rights"."sheet"')
        swept = int(cursor.rowcount)
        cursor.execute('DELETE FROM "rights"."claim"')
        swept += int(cursor.rowcount)
        cursor.execute('DELETE FROM "rights"."deadline"')
        return swept + int(cursor.rowcount)


def forget_feeds() -> int:
    """Addresses of calendars that ended half a year ago are unknown from now on; how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rights.forget_feeds()")
        row = cursor.fetchone()
    return int(row[0]) if row else 0
