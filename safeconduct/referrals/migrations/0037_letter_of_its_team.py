"""Before deployment. An answer is written into a conversation of the own team, and into no other that somebody names."""

from django.db import migrations

BEFORE = (
    "agency_id = (SELECT access.current_agency()) AND (SELECT access.current_administrator()) IS NULL AND team_id IN "
    "(SELECT s.team_id FROM agencies.seat s WHERE s.member_id = (SELECT access.current_member()))"
    " AND is_ours AND written_by = (SELECT access.current_member())"
)
# Asked as the member, who sees the conversations of the own teams alone: the worker carries whatever has a conversation.
OF_THE_TEAM = (
    "EXISTS (SELECT FROM referrals.letter_thread t WHERE t.id = letter.thread_id AND t.team_id = letter.team_id"
    " AND t.agency_id = letter.agency_id)"
)
ALTER = "ALTER POLICY letters_written_by_me ON referrals.letter WITH CHECK ({})"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0036_beds")]

    operations = [
        migrations.RunSQL(ALTER.format(f"{BEFORE} AND {OF_THE_TEAM}"), ALTER.format(BEFORE)),
    ]
