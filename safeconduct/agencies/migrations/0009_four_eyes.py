"""Before deployment. Contents that two stand behind: capacities, proposals, what was compared, and what somebody says is wrong."""

import uuid
from pathlib import Path

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, WORKER, grant

SQL = Path(__file__).with_name("sql")
OF_WORKER = ("content_proposal", "content_compared")
"""The worker computes by what was signed, and reads no more."""
TABLES = ("member_capacity", "content_remark", *OF_WORKER)
HEX, NAME = r"^[0-9a-f]{64}$", r"^[a-z_]{1,30}$"
INSIDE = [
    "may_with_content(text, text, text)",
    "keep_compared(agencies.member, text, text, text, text, date, uuid)",
    "put_capacities(uuid, jsonb)",
    "put_proposal(agencies.proposal, boolean)",
]
FOR_APP = [
    "propose_content(uuid, text, text, text, text, text, text)",
    "withdraw_content(uuid)",
    "answer_content(uuid, text, boolean, text, date)",
    "compare_content(text, text, text, text, date)",
    "remark_content(uuid, text, text, text, text, text)",
    "answer_remark(uuid, text)",
    "change_capacities(uuid, text, jsonb)",
]


class Migration(migrations.Migration):
    dependencies = [("agencies", "0008_grounds_by_two")]

    operations = [
        migrations.CreateModel(
            name="MemberCapacity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("member_id", models.UUIDField()),
                ("capacity", models.TextField()),
                ("subject", models.TextField()),
                ("scope", models.TextField()),
            ],
            options={
                "db_table": 'agencies"."member_capacity',
                "constraints": [
                    models.UniqueConstraint(fields=["member_id", "capacity", "subject", "scope"], name="one_capacity_once"),
                    models.CheckConstraint(condition=Q(("capacity__in", ["edits", "checks"])), name="capacity_is_listed"),
                    models.CheckConstraint(condition=Q(("subject__regex", NAME)), name="capacity_has_a_subject"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentProposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("key", models.TextField()),
                ("scope", models.TextField()),
                ("content", models.TextField()),
                ("digest", models.TextField()),
                ("base", models.TextField(blank=True)),
                ("why", models.TextField()),
                ("proposed_by", models.UUIDField()),
                ("proposed_at", models.DateTimeField()),
                ("outcome", models.TextField(db_default="waits", default="waits")),
                ("seen_by", models.UUIDField(null=True)),
                ("seen_at", models.DateTimeField(null=True)),
                ("answer", models.TextField(blank=True, db_default="", default="")),
            ],
            options={
                "db_table": 'agencies"."content_proposal',
                "indexes": [models.Index(fields=["subject", "scope", "outcome"], name="contents_of_a_scope")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(("outcome", "waits")), fields=["subject", "key"], name="one_content_waits"
                    ),
                    models.CheckConstraint(condition=Q(("subject__regex", NAME)), name="content_has_a_subject"),
                    models.CheckConstraint(condition=Q(("digest__regex", HEX)), name="content_has_its_digest"),
                    models.CheckConstraint(
                        condition=Q(outcome="waits", seen_by=None, seen_at=None)
                        | Q(outcome="withdrawn", seen_by=None, seen_at__isnull=False)
                        | Q(outcome__in=["signed", "declined"], seen_by__isnull=False, seen_at__isnull=False),
                        name="a_content_waits_or_was_answered",
                    ),
                    models.CheckConstraint(
                        condition=Q(seen_by=None) | ~Q(seen_by=F("proposed_by")), name="a_content_is_seen_by_two"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentCompared",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("key", models.TextField()),
                ("scope", models.TextField()),
                ("digest", models.TextField()),
                ("compared_on", models.DateField()),
                ("compared_by", models.UUIDField()),
                ("by_name", models.TextField()),
                ("at", models.DateTimeField()),
                ("proposal_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'agencies"."content_compared',
                "constraints": [
                    models.UniqueConstraint(fields=["proposal_id"], name="signed_once"),
                    models.CheckConstraint(condition=Q(("digest__regex", HEX)), name="compared_by_digest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContentRemark",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("subject", models.TextField()),
                ("key", models.TextField()),
                ("scope", models.TextField()),
                ("code", models.TextField()),
                ("words", models.TextField(blank=True)),
                ("said_by", models.UUIDField()),
                ("said_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, db_default="", default="")),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'agencies"."content_remark',
                "indexes": [models.Index(fields=["subject", "scope", "said_at"], name="remarks_of_a_scope")],
                "constraints": [
                    models.CheckConstraint(condition=Q(("code__regex", NAME)), name="a_remark_has_a_code"),
                    models.CheckConstraint(
                        condition=Q(answered_by=None, answered_at=None, answer="")
                        | (Q(answered_by__isnull=False, answered_at__isnull=False) & ~Q(answer="")),
                        name="a_remark_is_answered_in_words",
                    ),
                ],
            },
        ),
        *(grant(f"agencies.{table}", APP, "SELECT").operation() for table in TABLES),
        *(grant(f"agencies.{table}", WORKER, "SELECT").operation() for table in OF_WORKER),
        migrations.RunSQL((SQL / "0009_four_eyes.sql").read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION agencies.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in (*INSIDE, *FOR_APP)
        ),
        *(
            migrations.RunSQL(f"GRANT EXECUTE ON FUNCTION agencies.{name} TO {APP}", migrations.RunSQL.noop)
            for name in FOR_APP
        ),
    ]  # fmt: skip
