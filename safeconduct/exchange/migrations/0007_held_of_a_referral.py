"""Held-back parts are found by their referral: every sending and every acceptance read all that were ever held back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0006_held_keys")]

    operations = [
        migrations.AddIndex(
            model_name="heldback",
            index=models.Index(fields=["referral_id", "revision"], name="held_of_a_referral"),
        ),
    ]
