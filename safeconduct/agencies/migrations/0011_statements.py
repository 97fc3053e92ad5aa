"""Before deployment. An agency signs or adopts a text of the network in public: seen by two, and taken back by one."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, OWNER, force_rows, grant, policy

SQL = Path(__file__).with_name("sql") / "0011_statements.sql"
TABLE = "agencies.statement"
HEX = r"^[0-9a-f]{64}$"
INSIDE = [
    "put_statement(uuid, uuid, uuid, jsonb, text)",
    "name_of_statement(uuid, text, integer)",
    "put_proposal(agencies.proposal, boolean)",
    "take_back_of_who_goes()",
]
FOR_APP = [
    "propose_statement(text, text, integer, text, text)",
    "take_back_statement(text, integer)",
    "statements_said()",
    "sign_statement(uuid, text, text)",
]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0010_beside_the_release"), ("access", "0023_quicker")]

    operations = [
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("agency_name", models.TextField()),
                ("kind", models.TextField()),
                ("code", models.TextField()),
                ("version", models.IntegerField()),
                ("digest", models.TextField()),
                ("title", models.TextField()),
                ("says", models.TextField()),
                ("number", models.IntegerField()),
                ("day", models.DateField()),
                ("at", models.DateTimeField()),
                ("by_member", models.UUIDField(null=True)),
                ("seen_by", models.UUIDField(null=True)),
                ("kid", models.TextField(blank=True, db_default="", default="")),
                ("signature", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "db_table": 'agencies"."statement',
                "constraints": [
                    models.UniqueConstraint(
                        fields=["agency_id", "code", "number"], name="statements_are_numbered"
                    ),
                    models.CheckConstraint(
                        condition=Q(("digest__regex", HEX)), name="a_statement_has_a_digest"
                    ),
                    models.CheckConstraint(
                        condition=Q(("kind__in", ["agreement", "recommendation"])),
                        name="a_statement_is_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=Q(("says__in", ["stands", "withdrawn"])), name="a_statement_stands_or_not"
                    ),
                    models.CheckConstraint(
                        condition=Q(("number__gte", 1), ("version__gte", 0)), name="statements_count_on"
                    ),
                    models.CheckConstraint(
                        condition=Q(("seen_by", None)) | ~Q(("seen_by", F("by_member"))),
                        name="a_statement_is_seen_by_another",
                    ),
                    models.CheckConstraint(
                        condition=Q(("kid", ""), ("signature", ""))
                        | (~Q(("kid", "")) & ~Q(("signature", ""))),
                        name="a_signature_has_its_key",
                    ),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT").operation(),
        policy(
            "statements_of_my_agency", TABLE, APP, "SELECT", "agency_id = (SELECT access.current_agency())"
        ).operation(),
        policy("the_owner_of_the_doors", TABLE, OWNER, "ALL", "true", "true").operation(),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION agencies.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in (*INSIDE, *FOR_APP)
        ),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION agencies.{name} TO {APP}", migrations.RunSQL.noop)
            for name in FOR_APP
        ),
    ]
