"""Before deployment. Places end, the lead goes by offer and acceptance, and taking over says a listed reason."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import APP

SQL = Path(__file__).with_name("sql") / "0011_team.sql"
FOR_APP = [
    "place(uuid, uuid, text, timestamptz)",
    "end_place(uuid, uuid)",
    "offer_lead(uuid, uuid, uuid, boolean)",
    "accept_lead(uuid)",
    "end_offer(uuid)",
    "supervised(uuid)",
    "supervised_number(text)",
    "team_of(uuid)",
    "lead_offered(uuid)",
    "leads_offered_to_me()",
    "takeovers_of(uuid)",
]
INSIDE = [
    "has_place(uuid, uuid)",
    "seat_until(uuid, uuid, uuid, text, timestamptz)",
    "unseat(uuid, uuid, text)",
    "open_offer(uuid)",
    "close_offer(uuid, text)",
    "led_for(uuid)",
]


class Migration(migrations.Migration):
    dependencies = [("access", "0010_one_case")]
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
    ]
