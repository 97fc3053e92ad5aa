"""Before deployment. What has been kept long enough goes: told before, kept on with a reason, erased keys first."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, OWNER, WORKER, policy

SQL = Path(__file__).with_name("sql") / "0004_terms.sql"
INSIDE = [
    "days_kept(text)",
    "over_since(uuid)",
    "ends_at(access.ending)",
    "latest_end(uuid)",
    "led_by_nobody(uuid)",
]
FOR_WORKER = ["look_at_terms()", "forget_records()"]
FOR_APP = ["endings()", "keep_on(uuid, text, timestamptz)"]

PAST_ITS_TERM = (
    "recorded_at < now() - make_interval(days => access.days_kept('audit')) "
    "AND NOT EXISTS (SELECT FROM keys.section_key k WHERE k.case_id = record.case_id)"
)


def executes(role: str, functions: list[str]) -> list[migrations.RunSQL]:
    return [
        migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION access.{name} TO {role}", migrations.RunSQL.noop)
        for name in functions
    ]


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_tokens"),
        ("audit", "0001_initial"),
        ("keys", "0001_section_keys"),
    ]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in (*INSIDE, *FOR_WORKER, *FOR_APP)
        ),
        *executes(WORKER, FOR_WORKER),
        *executes(APP, FOR_APP),
        policy("what_is_past_its_term", "audit.record", OWNER, "DELETE", PAST_ITS_TERM).operation(),
    ]
