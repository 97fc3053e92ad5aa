"""Before deployment. Who agrees to a bed count is told the last one, and does not wait for the next day's."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import WORKER, grant, policy

AGREEMENT, COUNT = "referrals.bed_agreement", "referrals.bed_count"
TO_TELL = "(SELECT access.is_worker()) AND state = 'agreed'"
OWN_OF_AGREED = (
    "(SELECT access.is_worker()) AND of_agency = agency_id AND EXISTS (SELECT FROM referrals.bed_agreement g"
    " WHERE g.agency_id = bed_count.agency_id AND g.state = 'agreed' AND NOT g.has_begun)"
)
LOCKS = [
    grant(AGREEMENT, WORKER, "SELECT, UPDATE (has_begun)"),
    policy("bed_agreements_that_stand", AGREEMENT, WORKER, "SELECT", TO_TELL),
    policy("bed_agreements_that_begin", AGREEMENT, WORKER, "UPDATE", TO_TELL, TO_TELL),
    grant(COUNT, WORKER, "SELECT"),
    policy("bed_counts_to_begin_with", COUNT, WORKER, "SELECT", OWN_OF_AGREED),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0046_letters_counted")]

    operations = [
        migrations.AddField(
            "BedAgreement", "has_begun", models.BooleanField(default=False, db_default=False)
        ),
        *(lock.operation() for lock in LOCKS),
    ]
