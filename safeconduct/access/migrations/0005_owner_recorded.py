"""Before deployment. What a command of whoever runs the machine does is in the audit, as the owner's."""

from django.db import migrations

from safeconduct.vocabulary.roles import OWNER, policy


class Migration(migrations.Migration):
    dependencies = [("access", "0004_terms")]
    operations = [
        policy(
            "the_owner_is_recorded_as_itself",
            "audit.record",
            OWNER,
            "INSERT",
            "",
            "actor_kind = 'owner' AND actor_id = '' AND agency_id IS NULL AND case_id IS NULL",
        ).operation(),
    ]
