"""Before deployment. A peer's answer decides a round that nobody has, and for nobody but the service that said yes."""

from django.db import migrations

PEER = "e.side = 'sender' AND e.peer = (SELECT access.current_peer())"
ASKED = f"id IN (SELECT e.together FROM referrals.enquiry e WHERE {PEER})"  # noqa: S608  (words of this file)
FREE = f"{ASKED} AND won_by IS NULL"
SAID_YES = (
    f"EXISTS (SELECT FROM referrals.enquiry e WHERE {PEER} AND e.together = round.id AND e.shared = round.won_by"
    " AND e.answer = 'possible' AND e.withdrawn_at IS NULL)"
)
ALTER = "ALTER POLICY rounds_decided_by_an_answer ON referrals.round USING ({}) WITH CHECK ({})"


class Migration(migrations.Migration):
    dependencies = [("referrals", "0037_letter_of_its_team")]

    operations = [
        migrations.RunSQL(ALTER.format(FREE, SAID_YES), ALTER.format(ASKED, ASKED)),
    ]
