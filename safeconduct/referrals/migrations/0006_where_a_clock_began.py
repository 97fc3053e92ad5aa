"""Before deployment. Where a clock began is kept: counted back from its end, it would move with a changed period."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant

# As it was counted until now: back from the end, by the period in force, for the two states whose clock begins in
# their middle. Their periods are hours, day and night.
KEEP = """
UPDATE referrals.referral r SET clock_from = GREATEST(r.since, r.due_at - make_interval(hours => COALESCE(
    (SELECT NULLIF(p.hours, 0) FROM referrals.agreed_period p WHERE p.state = r.state AND p.urgency = r.urgency
       AND (r.state = 'handover_planned' OR r.side = 'receiver' OR r.peer = access.this_node())),
    CASE r.state WHEN 'handover_planned' THEN 2 ELSE 720 END)))
 WHERE r.due_at IS NOT NULL AND r.state IN ('handover_planned', 'in_service');
UPDATE referrals.referral r SET clock_from = NULL WHERE r.clock_from = r.since;
"""
ROWS = "ALTER TABLE referrals.referral {} ROW LEVEL SECURITY"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0005_feed")]
    operations = [
        migrations.AddField(model_name="referral", name="clock_from", field=models.DateTimeField(null=True)),
        grant("referrals.referral", WORKER, "UPDATE (clock_from)").operation(),
        # No policy lets the owner change these rows; within this transaction it looks past them, and no longer.
        migrations.RunSQL(ROWS.format("NO FORCE"), ROWS.format("FORCE")),
        migrations.RunSQL(KEEP, migrations.RunSQL.noop),
        migrations.RunSQL(ROWS.format("FORCE"), ROWS.format("NO FORCE")),
    ]
