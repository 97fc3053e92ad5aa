"""Before deployment. Lines of the feed cost less to write; moves and lines lose an index that the others make needless."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "0050_quicker_lines.sql"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0049_nothing_told_at_once")]

    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.AlterField(
            model_name="storedmove",
            name="referral",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="moves",
                to="referrals.referral",
            ),
        ),
        migrations.AlterField(
            model_name="feedline",
            name="referral",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="feed_lines",
                to="referrals.referral",
            ),
        ),
    ]
