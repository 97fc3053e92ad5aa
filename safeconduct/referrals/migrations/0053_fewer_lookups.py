"""Before deployment. Lines of the feed ask less, and three indexes go that others have made needless.

They were to go with 0026 and 0050: Django looks for an index in the first schema only, and dropped none. A referral's row
is written into each of its indexes with every step.
"""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).with_name("sql") / "0053_fewer_lookups.sql"
NEEDLESS = """
    DROP INDEX IF EXISTS referrals.move_referral_id_597d096e;
    DROP INDEX IF EXISTS referrals.feed_line_referral_id_8668170c;
    DROP INDEX IF EXISTS referrals.referrals_of_nobody_yet;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0052_at_work")]

    operations = [
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
        migrations.RunSQL(NEEDLESS, migrations.RunSQL.noop),
    ]
