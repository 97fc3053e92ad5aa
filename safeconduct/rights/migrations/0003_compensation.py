"""Before deployment. Claims for compensation, sealed under the key of the section Legal matters."""

import uuid

from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, WORKER, force_rows, grant, policy

TABLE = "rights.claim"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"
VISIBLE = "(case_id, section) IN (SELECT v.case_id, v.section FROM access.visible_sections() v)"
EDITABLE = "(case_id, section) IN (SELECT e.case_id, e.section FROM access.editable_sections() e)"
# What nobody can open any more: the worker may take it away, and sees no row of the table.
WITHOUT_KEY = (
    "(SELECT access.is_worker()) AND (case_id, section, generation) NOT IN "
    "(SELECT k.case_id, k.section, k.generation FROM access.standing_keys() k)"
)


class Migration(migrations.Migration):
    dependencies = [("rights", "0002_deadlines")]

    operations = [
        migrations.CreateModel(
            name="CompensationClaim",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("case_id", models.UUIDField()),
                ("claim_id", models.UUIDField()),
                ("agency_id", models.UUIDField()),
                ("section", models.TextField()),
                ("version", models.IntegerField()),
                ("generation", models.IntegerField()),
                ("sealed", models.BinaryField()),
                ("saved_by", models.UUIDField()),
                ("role", models.TextField()),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'rights"."claim',
                "constraints": [
                    models.UniqueConstraint(
                        fields=["case_id", "claim_id", "version"], name="one_claim_a_version"
                    ),
                    models.CheckConstraint(
                        condition=Q(("section", "legal")), name="claims_belong_to_legal_matters"
                    ),
                    models.CheckConstraint(condition=Q(("version__gte", 1)), name="claims_count_from_one"),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy("claims_open_to_me", TABLE, APP, "SELECT", VISIBLE).operation(),
        policy(
            "claims_that_i_write", TABLE, APP, "INSERT", "",
            f"saved_by = {ME} AND agency_id = {AGENCY} AND {EDITABLE}",
        ).operation(),
        grant(TABLE, WORKER, "DELETE").operation(),
        policy("claims_without_a_key", TABLE, WORKER, "DELETE", WITHOUT_KEY).operation(),
    ]  # fmt: skip
