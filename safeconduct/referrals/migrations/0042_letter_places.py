"""Before deployment. The place of a letter in its conversation, and, sealed, into which file a conversation went."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, WORKER, grant

LOCKS = [
    grant("referrals.letter", WORKER, "SELECT (place)"),
    grant("referrals.letter_thread", APP, "UPDATE (filed, filed_key)"),
]


class Migration(migrations.Migration):
    dependencies = [("referrals", "0041_enquiry_kept")]

    operations = [
        migrations.AddField("letter", "place", models.PositiveIntegerField(db_default=0, default=0)),
        migrations.AddField("letterthread", "filed", models.BinaryField(null=True)),
        migrations.AddField(
            "letterthread", "filed_key", models.PositiveIntegerField(db_default=0, default=0)
        ),
        *(lock.operation() for lock in LOCKS),
    ]
