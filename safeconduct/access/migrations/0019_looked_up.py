"""Before deployment. What is asked of many rows is looked up; what is kept how long is asked once, not for each record."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, policy

SQL = Path(__file__).with_name("sql") / "0019_looked_up.sql"
PAST_ITS_TERM = (
    "recorded_at < now() - make_interval(days => (SELECT access.days_kept('audit'))) "
    "AND NOT EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = record.case_id)"
)


class Migration(migrations.Migration):
    dependencies = [("access", "0018_seats"), ("audit", "0002_looked_up")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL("DROP POLICY what_is_past_its_term ON audit.record", migrations.RunSQL.noop),
        policy("what_is_past_its_term", "audit.record", OWNER, "DELETE", PAST_ITS_TERM).operation(),
    ]
