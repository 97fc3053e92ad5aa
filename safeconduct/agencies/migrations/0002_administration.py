"""Before deployment. Invitations, changes of rights, and the functions through which an administrator writes."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql")
FOR_APP = [
    "invite(uuid, bytea, text, text, text, boolean, uuid[])",
    "withdraw_invitation(uuid)",
    "invitations()",
    "invitation_of(bytea)",
    "accept_invitation(bytea, text)",
    "suspend(uuid)",
    "lift(uuid)",
    "seat(uuid, uuid[])",
    "change_rights(uuid, text, boolean, boolean)",
    "waiting_for_me()",
    "answer_change(uuid, boolean)",
    "remove_member(uuid)",
    "save_facts(text, text[])",
    "save_team(uuid, text, text[], text[])",
    "add_agency(uuid, text, text, text, text[], text)",
]


def from_file(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((SQL / name).read_text(), reverse_sql=migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("access", "0001_access"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        from_file("0002_tables.sql"),
        from_file("0002_members.sql"),
        from_file("0002_agency.sql"),
        migrations.RunSQL(
            "REVOKE ALL ON ALL FUNCTIONS IN SCHEMA agencies FROM PUBLIC", migrations.RunSQL.noop
        ),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION agencies.{name} TO {APP}", migrations.RunSQL.noop)
            for name in FOR_APP
        ),
    ]
