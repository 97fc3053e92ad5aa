"""Before deployment. A sharing that nobody has looked at in time blocks emergency reading, which shows no consent."""

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, policy

BEFORE, AFTER = (
    f'ALTER POLICY consents_of_my_cases ON "consent"."version" USING (case_id = ANY (ARRAY(SELECT access.{name}())))'
    for name in ("visible_cases", "cases_in_hand")
)


class Migration(migrations.Migration):
    dependencies = [("consent", "0001_initial"), ("access", "0008_emergency")]
    operations = [
        # For the functions that ask whether it is late; no serving role is the owner.
        policy("the_owner_of_the_doors_reads", "consent.review", OWNER, "SELECT", "true").operation(),
        migrations.RunSQL(AFTER, BEFORE),
    ]
