"""Before deployment. What readers of the public site say is wrong with a card reaches those who keep its rule."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "0012_readers_remark.sql"
BACK = """
DROP FUNCTION agencies.reader_remarks(uuid, text, text, text, text, text);
DELETE FROM agencies.content_remark WHERE from_site;
DROP INDEX agencies.remarks_of_readers_that_wait;
ALTER TABLE agencies.content_remark
  DROP CONSTRAINT a_remark_has_who_said_it_or_came_from_the_site, DROP CONSTRAINT a_remark_is_not_longer;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0011_statements")]
    operations = [
        migrations.AddField(
            "contentremark", "language", models.TextField(blank=True, default="", db_default="")
        ),
        migrations.AddField(
            "contentremark", "from_site", models.BooleanField(default=False, db_default=False)
        ),
        migrations.AlterField("contentremark", "said_by", models.UUIDField(null=True)),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]
