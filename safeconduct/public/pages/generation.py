"""What migrations of other rooms say so that a kept page is put together anew when their tables change."""

from django.db.migrations import RunSQL

TRIGGER = """
CREATE TRIGGER pages_count_on AFTER INSERT OR UPDATE OR DELETE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION pages_count_on();
"""
UNDO = "DROP TRIGGER pages_count_on ON {table};"


def counted(*tables: str) -> RunSQL:
    """Each change of these tables counts on; the migration depends on `pages.0002_generation`."""
    return RunSQL(
        "".join(TRIGGER.format(table=table) for table in tables),
        "".join(UNDO.format(table=table) for table in tables),
    )
