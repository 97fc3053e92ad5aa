"""Before deployment. A clock asks whether an agency of this node stands to the agreement that it follows."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, INBOX, WORKER

SQL = Path(__file__).with_name("sql") / "0033_agreement_stands.sql"
NAME = "referrals.agreement_stands(text, integer)"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0032_clocks_cite"), ("agencies", "0011_statements")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(f"REVOKE ALL ON FUNCTION {NAME} FROM PUBLIC", migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION {NAME} TO {role}", migrations.RunSQL.noop)
            for role in (APP, INBOX, WORKER)
        ),
    ]
