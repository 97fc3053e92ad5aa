"""Before deployment. Which law a referral for legal help asks about: countries and kinds of proceedings."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant

KINDS = [
    "criminal",
    "civil",
    "labour",
    "asylum",
    "residence",
    "non_punishment",
    "compensation",
    "family",
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0030_chain")]

    operations = [
        migrations.AddField(
            "referral",
            "jurisdictions",
            ArrayField(models.TextField(), default=list, db_default=[], size=None),
        ),
        migrations.AddField(
            "referral",
            "proceeding_types",
            ArrayField(models.TextField(), default=list, db_default=[], size=None),
        ),
        migrations.AddConstraint(
            "referral",
            models.CheckConstraint(
                name="asked_kinds_are_listed", condition=models.Q(proceeding_types__contained_by=KINDS)
            ),
        ),
        grant("referrals.referral", WORKER, "UPDATE (jurisdictions, proceeding_types)").operation(),
    ]
