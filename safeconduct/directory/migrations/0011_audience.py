"""Before deployment. For whom a service is, and what everybody may know of how to reach it."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "0011_audience.sql"


class Migration(migrations.Migration):
    dependencies = [("directory", "0010_bringing")]
    operations = [
        migrations.AddField(
            "entry", "audience", models.TextField(default="members_only", db_default="members_only")
        ),
        migrations.AddField(
            "entry", "public_contact", models.TextField(blank=True, default="", db_default="")
        ),
        migrations.AddField("entry", "tells_intake", models.BooleanField(default=False, db_default=False)),
        migrations.AddConstraint(
            "entry",
            models.CheckConstraint(
                name="audiences_are_listed",
                condition=models.Q(audience__in=["public", "professionals", "members_only"]),
            ),
        ),
        migrations.AddIndex(
            "entry",
            models.Index(
                fields=["agency"],
                name="entry_for_others",
                condition=~models.Q(audience="members_only"),
            ),
        ),
        migrations.RunSQL(
            SQL.read_text(), "DROP FUNCTION directory.say_audience(uuid, text, text, boolean, boolean)"
        ),
    ]
