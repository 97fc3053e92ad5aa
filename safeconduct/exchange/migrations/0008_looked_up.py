"""Before deployment. When another node was heard of last is looked up, however many messages there were.

Whoever keeps the node sees it for each peer; the newest message of a peer, and the newest answer, were found by reading all.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0007_held_of_a_referral")]

    operations = [
        migrations.AddIndex(
            model_name="incoming",
            index=models.Index(fields=["peer", "received_at"], name="incoming_of_a_peer"),
        ),
        migrations.AddIndex(
            model_name="outgoing",
            index=models.Index(
                fields=["peer", "answered_at"], condition=models.Q(state="sent"), name="outgoing_answered"
            ),
        ),
        # Every fifteen seconds the worker asks to which keys something is sealed that still waits.
        migrations.AddIndex(
            model_name="heldback",
            index=models.Index(
                fields=["peer", "recipient_key"], condition=models.Q(state="waiting"), name="parts_that_wait"
            ),
        ),
    ]
