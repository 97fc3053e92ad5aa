"""Before deployment. The clock sees to which key a held-back part is sealed, and ends it when nobody opens that any more."""

from django.db import migrations

from safeconduct.vocabulary.roles import WORKER, grant


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_catching_up")]

    operations = [
        # The id of a public key and the name of a node: still nothing of what is held.
        grant("exchange.held_back", WORKER, "SELECT (peer, recipient_key)").operation(),
    ]
