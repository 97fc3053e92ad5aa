"""Before deployment. What the clocks and a team's page ask of referrals is looked up, however many are closed.

Every fifteen seconds the worker asks for what is under way, and for what has a mark beside its state. Neither had an
index, so each look read all referrals that the node ever had, five times. Whoever removes a team asks for all of its
referrals; the index of a team knew only those that nobody works on.
"""

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0023_transfers")]

    operations = [
        migrations.AddIndex(
            model_name="referral", index=models.Index(fields=["state"], name="referrals_by_state")
        ),
        migrations.AddIndex(
            model_name="referral", index=models.Index(fields=["team_id"], name="referrals_to_a_team")
        ),
        migrations.AddIndex(
            model_name="referral", index=GinIndex(fields=["flags"], name="referrals_by_mark")
        ),
        # What is still open with another node is counted for whoever keeps this one.
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                fields=["peer"],
                condition=~models.Q(state__in=["draft", "closed"]),
                name="referrals_open_with_a_peer",
            ),
        ),
        # A person's page asks for the open tasks of all referrals of the case: by the case, not by one referral.
        migrations.AddIndex(
            model_name="text", index=models.Index(fields=["case_id"], name="texts_of_a_case")
        ),
    ]
