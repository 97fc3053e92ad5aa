"""Before deployment. On what an agency processes, purpose by purpose: read by its members, set by its administrator."""

import uuid

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, force_rows, grant, policy

TABLE = "agencies.processing_ground"
OURS = "agency_id = (SELECT access.current_agency())"
PURPOSES = [
    "assessment", "referral_service", "legal_assistance", "protection", "residence_procedure", "criminal_proceedings",
    "compensation", "return_reintegration", "child_protection", "interpretation", "statistics_non_identifying",
    "quality_review", "research_non_identifying",
]  # fmt: skip
GROUNDS = [
    "consent", "legal_obligation", "vital_interests", "public_task", "legitimate_interests", "law_enforcement",
]  # fmt: skip
CONDITIONS = [
    "explicit_consent", "social_protection", "vital_interests", "foundation", "legal_claims",
    "substantial_public_interest", "health_care", "strictly_necessary",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("agencies", "0006_who_is_invited"), ("access", "0014_conferences")]

    operations = [
        migrations.CreateModel(
            name="Ground",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("purpose", models.TextField()),
                ("ground", models.TextField()),
                ("condition", models.TextField()),
                ("law", models.TextField(blank=True)),
                ("set_by", models.UUIDField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'agencies"."processing_ground',
                "indexes": [models.Index(fields=["agency_id", "purpose", "-set_at"], name="grounds_of_an_agency")],
                "constraints": [
                    models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="ground_for_a_listed_purpose"),
                    models.CheckConstraint(condition=Q(ground__in=GROUNDS), name="processing_ground_is_listed"),
                    models.CheckConstraint(condition=Q(condition__in=CONDITIONS), name="special_condition_is_listed"),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy("grounds_of_my_agency", TABLE, APP, "SELECT", OURS).operation(),
        policy(
            "grounds_that_the_administrator_sets", TABLE, APP, "INSERT", "",
            f"{OURS} AND set_by = (SELECT access.current_administrator())",
        ).operation(),
    ]  # fmt: skip
