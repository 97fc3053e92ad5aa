"""Before deployment. The keys of blind indexes, one for each agency."""

from django.db import migrations, models

from safeconduct.vocabulary.roles import APP, force_rows, grant, policy

TABLE = "keys.blind_key"
OURS = "agency_id = (SELECT access.current_agency())"


class Migration(migrations.Migration):
    dependencies = [("keys", "0004_asked_once"), ("access", "0013_outside")]

    operations = [
        migrations.CreateModel(
            name="BlindKey",
            fields=[
                ("agency_id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("wrapped", models.BinaryField()),
            ],
            options={"db_table": 'keys"."blind_key'},
        ),
        force_rows(TABLE).operation(),
        grant(TABLE, APP, "SELECT, INSERT").operation(),
        policy("blind_key_of_my_agency", TABLE, APP, "SELECT", OURS).operation(),
        policy("blind_key_made_for_my_agency", TABLE, APP, "INSERT", "", OURS).operation(),
    ]
