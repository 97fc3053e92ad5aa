"""Before deployment. The templates of documents that an agency has put in, each version a row of its own."""

import uuid

from django.db import migrations, models
from django.db.models import F, Q

from safeconduct.vocabulary.roles import APP, force_rows, grant, policy

TABLE = "rights.document_template"
ME, AGENCY = "(SELECT access.current_member())", "(SELECT access.current_agency())"


class Migration(migrations.Migration):
    dependencies = [("rights", "0003_compensation")]

    operations = [
        migrations.CreateModel(
            name="DocumentTemplate",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("agency_id", models.UUIDField()),
                ("kind", models.TextField()),
                ("country", models.CharField(blank=True, max_length=2)),
                ("language", models.TextField()),
                ("version", models.IntegerField()),
                ("sha256", models.TextField()),
                ("content", models.BinaryField()),
                ("put_in_by", models.UUIDField()),
                ("put_in_at", models.DateTimeField()),
                ("checked_by", models.UUIDField(null=True)),
                ("checked_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": 'rights"."document_template',
                "constraints": [
                    models.UniqueConstraint(
                        fields=["agency_id", "kind", "country", "language", "version"],
                        name="one_template_a_version",
                    ),
                    models.CheckConstraint(condition=Q(("version__gte", 1)), name="templates_count_from_one"),
                    models.CheckConstraint(
                        condition=Q(("checked_at", None), ("checked_by", None))
                        | Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                        name="a_checked_template_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=Q(("checked_by", None)) | ~Q(("checked_by", F("put_in_by"))),
                        name="a_template_is_checked_by_somebody_else",
                    ),
                ],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy("templates_of_my_agency", TABLE, APP, "SELECT", f"agency_id = {AGENCY}").operation(),
        policy(
            "templates_that_i_put_in", TABLE, APP, "INSERT", "",
            f"agency_id = {AGENCY} AND ((checked_by IS NULL AND put_in_by = {ME})"
            f" OR (checked_by = {ME} AND put_in_by <> {ME}))",
        ).operation(),
    ]  # fmt: skip
