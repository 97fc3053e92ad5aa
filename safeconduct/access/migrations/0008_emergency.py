"""Before deployment. Emergency reading is bound to a sign-in, reviewed with a verdict, shown and counted."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP, WORKER

SQL = Path(__file__).with_name("sql") / "0008_emergency.sql"
FOR_APP = [
    "current_sign_in()",
    "cases_in_hand()",
    "emergency_offer(uuid)",
    "case_numbered(text)",
    "emergency_block()",
    "break_glass(uuid, uuid, text[], text, text, bytea, bytea, interval)",
    "close_glass(text)",
    "review_break_glass(uuid, text, bytea)",
    "note_glass(uuid)",
    "glass_for_me()",
    "emergencies_of(uuid)",
    "glass_numbers()",
    "glass_published()",
]
INSIDE = [
    "is_sitting(text)",
    "agreed_until(uuid, text)",
    "is_sending_late(uuid)",
    "is_reading_late(uuid)",
    "may_review_glass(access.break_glass_use)",
    "forget_glass_words()",
]


class Migration(migrations.Migration):
    dependencies = [("access", "0007_restored")]
    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION access.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in [*FOR_APP, *INSIDE]
        ),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION access.{name} TO {APP}", migrations.RunSQL.noop)
            for name in FOR_APP
        ),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION access.forget_glass_words() TO {WORKER}", migrations.RunSQL.noop
        ),
    ]
