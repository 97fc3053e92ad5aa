"""Before deployment. Tokens for a member's own software, and the answers that it may ask for again."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, WORKER

SQL = Path(__file__).with_name("sql") / "0003_tokens.sql"
FOR_APP = [
    "enter_by_token(bytea)",
    "make_token(bytea, text, text, text[], timestamptz)",
    "my_tokens()",
    "tokens_of(uuid)",
    "revoke_token(uuid)",
    "answer_of(uuid, bytea)",
    "keep_answer(uuid, bytea, bytea, integer, text)",
]
INSIDE = ["end_tokens()"]
FOR_WORKER = ["forget_software()"]
MADE = [*FOR_APP, *INSIDE, *FOR_WORKER]


def statement(sql: str) -> migrations.RunSQL:
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("access", "0002_bringing_in")]
    operations = [
        statement(SQL.read_text()),
        *(statement(f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC") for name in MADE),
        *(statement(f"GRANT EXECUTE ON FUNCTION access.{name} TO {APP}") for name in FOR_APP),
        *(statement(f"GRANT EXECUTE ON FUNCTION access.{name} TO {WORKER}") for name in FOR_WORKER),
    ]
