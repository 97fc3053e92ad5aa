"""Before deployment. On which ground something leaves the European Union; and the list of what is kept until when."""

from pathlib import Path

from django.db import migrations, models

GROUNDS = [
    "clauses",
    "instrument",
    "arrangement",
    "explicit_consent",
    "public_interest",
    "legal_claims",
    "vital_interests",
]

SQL = Path(__file__).with_name("sql") / "0023_keeping.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0022_sub_referrals"), ("cases", "0015_giving_out")]

    operations = [
        operation
        for model, name in (
            ("referral", "a_listed_transfer_ground"),
            ("enquiry", "an_enquiry_with_a_listed_ground"),
        )
        for operation in (
            migrations.AddField(
                model, "transfer_ground", models.TextField(blank=True, default="", db_default="")
            ),
            migrations.AddField(
                model, "transfer_number", models.TextField(blank=True, default="", db_default="")
            ),
            migrations.AddConstraint(
                model,
                models.CheckConstraint(condition=models.Q(transfer_ground__in=["", *GROUNDS]), name=name),
            ),
        )
    ] + [migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop)]
