"""Before deployment. The worker counts the questions without a name that wait for a team, for the mail of the day: a number."""

from django.db import migrations

from safeconduct.vocabulary.roles import WORKER, grant


class Migration(migrations.Migration):
    dependencies = [("referrals", "0045_yes_ends_a_doubt")]

    operations = [grant("referrals.letter_thread", WORKER, "SELECT (waits)").operation()]
