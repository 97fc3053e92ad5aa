"""Before deployment. Row policies of referrals ask as before, in fewer questions: each costs every statement that names
the table, whether it finds a row or not."""

from django.db import migrations

ESCALATED = (
    "'escalated' = ANY (flags) AND agency_id IN (SELECT c.agency_id FROM agencies.coordination c "
    "JOIN agencies.member m ON m.id = c.coordinator_id AND m.profession = 'coordinator' "
    "WHERE c.coordinator_id = (SELECT access.current_member()))"
)
ESCALATED_TO_ME = (
    "'escalated' = ANY (flags) AND agency_id = ANY ((SELECT access.agencies_that_i_coordinate())::uuid[])"
)
# The same envelopes, from a row that hangs on one; whoever coordinates for nobody is told so before any is looked for.
OF_ONE_ESCALATED = (
    "EXISTS (SELECT FROM referrals.referral r JOIN agencies.coordination c ON c.agency_id = r.agency_id "
    "JOIN agencies.member m ON m.id = c.coordinator_id AND m.profession = 'coordinator' "
    "WHERE r.id = nudge.referral_id AND r.agency_id = nudge.agency_id AND 'escalated' = ANY (r.flags) "
    "AND c.coordinator_id = (SELECT access.current_member()))"
)
OF_ONE_ESCALATED_TO_ME = (
    "agency_id = ANY ((SELECT access.agencies_that_i_coordinate())::uuid[]) AND "
    "EXISTS (SELECT FROM referrals.referral r "
    "WHERE r.id = nudge.referral_id AND r.agency_id = nudge.agency_id AND 'escalated' = ANY (r.flags))"
)
AGENCY = "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL"
AT_WORK = "agency_id = (SELECT access.agency_at_work())"
SEEN_AT_WORK = {
    "referrals.enquiry": "enquiries_of_my_agency_seen",
    "referrals.round": "rounds_of_my_agency_seen",
    "referrals.task": "tasks_of_my_agency_seen",
}


def lock(name: str, table: str, condition: str) -> str:
    return f"ALTER POLICY {name} ON {table} USING ({condition})"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0047_first_count"), ("access", "0024_sooner")]
    operations = [
        migrations.RunSQL(
            lock("envelopes_escalated_to_me", "referrals.referral", ESCALATED_TO_ME),
            lock("envelopes_escalated_to_me", "referrals.referral", ESCALATED),
        ),
        migrations.RunSQL(
            lock("nudges_where_i_coordinate", "referrals.nudge", OF_ONE_ESCALATED_TO_ME),
            lock("nudges_where_i_coordinate", "referrals.nudge", OF_ONE_ESCALATED),
        ),
        *[
            migrations.RunSQL(lock(name, table, AT_WORK), lock(name, table, AGENCY))
            for table, name in SEEN_AT_WORK.items()
        ],
    ]
