"""Before deployment. On what an agency processes, purpose by purpose: set by its administrator, one row each time."""

import uuid

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, grant

TABLE = "agencies.processing_ground"
# The administrator's own word, kept with who and when; the newest of a purpose stands.
SET_GROUND = """
CREATE FUNCTION agencies.set_ground(a_purpose text, a_ground text, a_condition text, a_law text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  INSERT INTO agencies.processing_ground (id, agency_id, purpose, ground, condition, law, set_by, set_at)
  VALUES (gen_random_uuid(), me.agency_id, a_purpose, a_ground, a_condition, a_law, me.id, access.domain_now());
END $$;

REVOKE ALL ON FUNCTION agencies.set_ground(text, text, text, text) FROM PUBLIC;
"""
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
        grant(TABLE, APP, "SELECT").operation(),
        migrations.RunSQL(SET_GROUND, migrations.RunSQL.noop),
        migrations.RunSQL(
            f"GRANT EXECUTE ON FUNCTION agencies.set_ground(text, text, text, text) TO {APP}", migrations.RunSQL.noop
        ),
    ]  # fmt: skip
