"""What nobody can open any more is taken away."""

from django.db import connection


def sweep() -> int:
    """Delete the sealed versions whose key is gone; how many. And what was typed a week ago and never saved.

    In the worker's transaction. The row policies alone choose them: the worker may delete no other row, and may read
    none.
    """
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM "cases"."brought"')
        cursor.execute('DELETE FROM "cases"."ask"')
        cursor.execute('DELETE FROM "cases"."complaint"')
        cursor.execute('DELETE FROM "cases"."given"')
        cursor.execute('DELETE FROM "cases"."giving"')
        cursor.execute('DELETE FROM "cases"."interview"')
        cursor.execute('DELETE FROM "cases"."screening"')
        cursor.execute('DELETE FROM "cases"."party_mark"')
        cursor.execute('DELETE FROM "cases"."conflict_question"')
        cursor.execute('DELETE FROM "cases"."conference_entry"')
        cursor.execute('DELETE FROM "cases"."conference_item"')
        cursor.execute('DELETE FROM "cases"."conference"')
        cursor.execute('DELETE FROM "cases"."follow_up"')
        cursor.execute('DELETE FROM "cases"."attachment_part"')
        cursor.execute('DELETE FROM "cases"."attachment"')
        cursor.execute('DELETE FROM "cases"."interpreting"')
        cursor.execute('DELETE FROM "cases"."unsaved"')
        cursor.execute('DELETE FROM "cases"."persons_word"')
        cursor.execute('DELETE FROM "cases"."section_erasure"')
        cursor.execute('DELETE FROM "cases"."section_version"')
        return int(cursor.rowcount)


def forget_files() -> None:
    """Delete the files of imports whose day is over, their keys first. In the worker's transaction.

    Here too the row policies alone choose: the worker sees neither a key nor a part.
    """
    with connection.cursor() as cursor:
        cursor.execute('DELETE FROM "keys"."file_key"')
        cursor.execute('DELETE FROM "cases"."bringing_part"')
