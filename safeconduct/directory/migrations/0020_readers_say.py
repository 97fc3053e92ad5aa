"""Before deployment. What readers of the public site say is wrong with a service reaches the agency that keeps it."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0020_readers_say.sql"
BACK = """
DROP FUNCTION directory.readers_say(uuid, uuid, text, text);
DELETE FROM directory.wrong WHERE from_site;
DROP INDEX directory.wrong_of_readers_that_waits;
ALTER TABLE directory.wrong
  DROP CONSTRAINT a_wrong_has_who_said_it_or_came_from_the_site,
  DROP CONSTRAINT wrong_part_check, DROP CONSTRAINT wrong_words_check,
  ALTER COLUMN said_by SET NOT NULL, ALTER COLUMN said_in SET NOT NULL,
  DROP COLUMN from_site, DROP COLUMN language,
  ADD CONSTRAINT wrong_part_check CHECK (part IN ('takes', 'reached', 'where', 'places')),
  ADD CONSTRAINT wrong_words_check CHECK (length(words) <= 300);
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0019_planned_anew")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
