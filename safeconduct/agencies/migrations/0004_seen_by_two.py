"""Before deployment. What gives somebody more is seen by two: seats, a team's professions, invitations, the node's terms."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql")
INSIDE = [
    "seconds_for(text, uuid, uuid, uuid)",
    "put_proposal(agencies.proposal, boolean)",
    "propose(text, uuid, uuid, jsonb, jsonb)",
    "has_work(uuid)",
    "open_invitation(bytea)",
    "take_place(agencies.invitation, integer)",
]
FOR_APP = [
    "proposals()",
    "answer_proposal(uuid, boolean)",
    "seat(uuid, uuid[])",
    "save_team(uuid, text, text[], text[])",
    "accept_as_myself(bytea)",
    "change_agency(uuid, text, text, text)",
    "hangs_on_team(uuid)",
    "remove_team(uuid)",
    "hangs_on_agency(uuid)",
    "remove_agency(uuid)",
]


def from_file(name: str) -> migrations.RunSQL:
    return migrations.RunSQL((SQL / name).read_text(), reverse_sql=migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("agencies", "0003_language")]
    operations = [
        from_file("0004_proposals.sql"),
        from_file("0004_members.sql"),
        from_file("0004_agencies.sql"),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION agencies.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in (*INSIDE, *FOR_APP)
        ),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION agencies.{name} TO {APP}", migrations.RunSQL.noop)
            for name in FOR_APP
        ),
    ]
