"""Before deployment. The key under which paper codes are kept as marks: one for the node."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, force_rows, grant, policy

TABLE = "keys.paper_key"


class Migration(migrations.Migration):
    dependencies = [("keys", "0005_blind_keys")]

    operations = [
        migrations.CreateModel(
            name="PaperKey",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
            ],
            options={
                "db_table": 'keys"."paper_key',
                "constraints": [models.CheckConstraint(condition=models.Q(("name", "paper")), name="one_paper_key")],
            },
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        # Whoever types a code is nobody yet. What lies here opens under the node's own key only.
        policy("the_paper_key_is_read_by_the_pages", TABLE, APP, "SELECT", "true").operation(),
        policy(
            "the_paper_key_is_made_by_a_member", TABLE, APP, "INSERT", "", "(SELECT access.current_member()) IS NOT NULL"
        ).operation(),
    ]
