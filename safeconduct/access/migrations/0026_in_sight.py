"""Before deployment. Who reads one case says so, and the locks on sections and keys look at what is held in it alone."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql") / "0026_in_sight.sql"
ALLOWED = f"""
REVOKE ALL ON FUNCTION access.sections_in_sight() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.sections_in_sight() TO {APP};
"""
LOCKS = {"keys_that_i_may_use": "keys.section_key", "sections_open_to_me": "cases.section_version"}


def lock(asks: str) -> str:
    """The two locks, by the function that they ask."""
    return "; ".join(
        f"ALTER POLICY {name} ON {table} USING ((case_id, section) IN (SELECT v.case_id, v.section FROM access.{asks}() v))"  # noqa: S608
        for name, table in LOCKS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("access", "0025_in_one_case"), ("keys", "0004_asked_once"), ("cases", "0005_one_case")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(ALLOWED, migrations.RunSQL.noop),
        migrations.RunSQL(lock("sections_in_sight"), lock("visible_sections")),
    ]
