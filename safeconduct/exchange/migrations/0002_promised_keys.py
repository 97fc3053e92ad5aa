"""Before deployment. Other nodes change their keys with an overlap, as they have promised."""

from pathlib import Path

from django.db import migrations, models

PROMISED = Path(__file__).with_name("sql") / "0002_promised_keys.sql"


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField("peer", "turned_at", models.DateTimeField(null=True)),
        migrations.RunSQL(PROMISED.read_text(), migrations.RunSQL.noop),
        *(
            migrations.RunSQL(f"REVOKE ALL ON FUNCTION exchange.{name} FROM PUBLIC", migrations.RunSQL.noop)
            for name in ("promise(jsonb)", "compare_keys(jsonb, jsonb)")
        ),
    ]
