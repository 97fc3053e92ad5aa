"""Before deployment. A list of aliases says which section it reads, and what is held of that one alone is looked at."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql") / "0027_of_one_section.sql"
NEW = ("my_grants_of(text)", "my_leads_of(text[])", "cases_that_i_lead()")
ALLOWED = "; ".join(
    f"REVOKE ALL ON FUNCTION access.{one} FROM PUBLIC; GRANT EXECUTE ON FUNCTION access.{one} TO {APP}"
    for one in NEW
)
# Whatever is asked of all that a member holds stands in it, so that the table is not read; by section, since lists ask
# for one. What somebody holds in one case is found by the case.
INDEX = """
DROP INDEX access.grants_of_a_member;
CREATE INDEX grants_of_a_member ON access.grants (holder_member, section, case_id)
  INCLUDE (agency_id, discloses, valid_from, valid_until, sign_in, basis, purpose) WHERE ended_at IS NULL;
"""
BEFORE = """
DROP INDEX access.grants_of_a_member;
CREATE INDEX grants_of_a_member ON access.grants (holder_member, case_id, section)
  INCLUDE (agency_id, discloses, valid_from, valid_until, sign_in) WHERE ended_at IS NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0026_in_sight")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(ALLOWED, migrations.RunSQL.noop),
        migrations.RunSQL(INDEX, BEFORE),
    ]
