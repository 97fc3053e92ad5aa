"""Before deployment. With the lead of a file goes what was received beside it, where both who offers and who accepts say so."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0020_received_with_the_lead.sql"
BACK = """
DROP FUNCTION access.take_received(uuid);
DROP FUNCTION access.offered_received(uuid);
DROP FUNCTION access.offer_received(uuid, uuid[]);
ALTER TABLE access.lead_offer DROP COLUMN received;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0019_looked_up")]
    operations = [migrations.RunSQL(SQL.read_text(), BACK)]
