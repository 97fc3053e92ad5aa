"""Before deployment. Who leaves hands over everything, and what a closed place left behind is shown to who supervises."""

from pathlib import Path

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, policy

SQL = Path(__file__).with_name("sql") / "0020_leaving.sql"
# For referrals.settle, which an administrator asks for; no serving role is the owner.
OF_THE_OWNER = [
    policy("the_owner_hands_on", "cases.ask", OWNER, "ALL", "true", "true"),
    policy("the_owner_hands_on", "referrals.enquiry", OWNER, "ALL", "true", "true"),
    policy("the_owner_hands_on", "referrals.authority_ask", OWNER, "UPDATE", "true", "true"),
    policy("the_owner_of_the_doors_reads", "cases.complaint", OWNER, "SELECT", "true"),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0019_authorities"), ("access", "0011_team"), ("cases", "0008_complaints")]
    operations = [
        *(lock.operation() for lock in OF_THE_OWNER),
        migrations.RunSQL(SQL.read_text(), migrations.RunSQL.noop),
    ]
