"""Before deployment. Many cases opened at once, and taken back within a day; who sees the keys of files."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, WORKER, policy

SQL = Path(__file__).with_name("sql") / "0002_bringing_in.sql"
FUNCTIONS = (
    "access.open_cases(uuid[], text, uuid)",
    "access.take_back(uuid, integer)",
    "access.is_untouched(uuid)",
)
UNDO = "".join(f"DROP FUNCTION {name};" for name in FUNCTIONS) + "DROP TABLE access.brought;"
MINE = "member_id = (SELECT access.current_member())"
OVERDUE = "(SELECT access.is_worker()) AND due <= (SELECT access.domain_now())"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_access"), ("keys", "0002_file_keys")]

    operations = [
        migrations.RunSQL(SQL.read_text(), UNDO),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in FUNCTIONS
        ),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {name} TO {APP}", migrations.RunSQL.noop)
            for name in FUNCTIONS[:2]
        ),
        policy("file_keys_of_mine", "keys.file_key", APP, "ALL", MINE, MINE).operation(),
        policy("file_keys_of_yesterday", "keys.file_key", WORKER, "DELETE", OVERDUE).operation(),
    ]
