"""Before deployment. The timeline asks for what was taken back by the case; without an index it read all of the node."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("consent", "0002_reviews_seen")]

    operations = [
        migrations.AddIndex(
            model_name="withdrawal",
            index=models.Index(fields=["case_id"], name="withdrawals_of_a_case"),
        ),
    ]
