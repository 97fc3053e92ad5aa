"""Before deployment. Agencies, teams, members and seats; the serving roles may read them."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, INBOX, SERVING, WORKER, create_schema, grant


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        create_schema("agencies", *SERVING).operation(),
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("node", models.TextField()),
                ("name", models.TextField()),
                ("country", models.CharField(max_length=2)),
                (
                    "sector",
                    models.TextField(
                        choices=[
                            ("ngo", "ngo"),
                            ("shelter", "shelter"),
                            ("legal", "legal"),
                            ("health", "health"),
                            ("social_services", "social_services"),
                            ("child_protection", "child_protection"),
                            ("police", "police"),
                            ("border_guard", "border_guard"),
                            ("labour_inspectorate", "labour_inspectorate"),
                            ("prosecution", "prosecution"),
                            ("court", "court"),
                            ("asylum_migration", "asylum_migration"),
                            ("consular", "consular"),
                            ("government", "government"),
                            ("union", "union"),
                            ("education", "education"),
                            ("international_organisation", "international_organisation"),
                            ("faith", "faith"),
                            ("business", "business"),
                            ("other", "other"),
                        ]
                    ),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                ("duty_number", models.TextField(blank=True)),
            ],
            options={
                "db_table": 'agencies"."agency',
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                (
                    "profession",
                    models.TextField(
                        choices=[
                            ("social_worker", "social_worker"),
                            ("advocate", "advocate"),
                            ("lawyer", "lawyer"),
                            ("psychologist", "psychologist"),
                            ("doctor", "doctor"),
                            ("nurse", "nurse"),
                            ("police_officer", "police_officer"),
                            ("border_guard", "border_guard"),
                            ("labour_inspector", "labour_inspector"),
                            ("prosecutor", "prosecutor"),
                            ("judge", "judge"),
                            ("child_protection_worker", "child_protection_worker"),
                            ("guardian", "guardian"),
                            ("asylum_officer", "asylum_officer"),
                            ("coordinator", "coordinator"),
                            ("focal_point", "focal_point"),
                            ("rapporteur", "rapporteur"),
                            ("consular_officer", "consular_officer"),
                            ("interpreter", "interpreter"),
                            ("mediator", "mediator"),
                            ("union_adviser", "union_adviser"),
                            ("trainer", "trainer"),
                            ("editor", "editor"),
                            ("administrator", "administrator"),
                        ]
                    ),
                ),
                ("supervises", models.BooleanField(default=False)),
                ("keeps_node", models.BooleanField(db_default=False, default=False)),
                ("suspended_at", models.DateTimeField(null=True)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="agencies.agency",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": 'agencies"."member',
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("name", models.TextField()),
                (
                    "professions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="teams",
                        to="agencies.agency",
                    ),
                ),
            ],
            options={
                "db_table": 'agencies"."team',
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="agencies.member",
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="seats", to="agencies.team"
                    ),
                ),
            ],
            options={
                "db_table": 'agencies"."seat',
            },
        ),
        migrations.CreateModel(
            name="Coordination",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinations",
                        to="agencies.agency",
                    ),
                ),
                (
                    "coordinator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="coordinations",
                        to="agencies.member",
                    ),
                ),
            ],
            options={
                "db_table": 'agencies"."coordination',
                "constraints": [
                    models.UniqueConstraint(fields=("agency", "coordinator"), name="named_once_per_agency")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(fields=("agency", "user"), name="one_place_per_agency"),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_at", None), ("suspended_at__isnull", False), _connector="OR"),
                name="who_left_is_suspended",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("keeps_node", False), ("profession", "administrator"), _connector="OR"),
                name="only_administrators_keep_the_node",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("member", "team"), name="one_seat_per_team"),
        ),
        grant("agencies.agency", APP, "SELECT").operation(),
        grant("agencies.agency", INBOX, "SELECT").operation(),
        grant("agencies.agency", WORKER, "SELECT").operation(),
        grant("agencies.team", APP, "SELECT").operation(),
        grant("agencies.team", INBOX, "SELECT").operation(),
        grant("agencies.team", WORKER, "SELECT").operation(),
        grant("agencies.member", APP, "SELECT").operation(),
        grant("agencies.member", WORKER, "SELECT").operation(),
        grant("agencies.seat", APP, "SELECT").operation(),
        grant("agencies.seat", WORKER, "SELECT").operation(),
        grant("agencies.coordination", APP, "SELECT").operation(),
        grant("agencies.coordination", WORKER, "SELECT").operation(),
    ]
