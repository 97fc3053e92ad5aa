"""Before deployment. Of what an owner was last reminded outlives the mail that said so."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0005_cites")]

    operations = [
        migrations.CreateModel(
            name="Reminded",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reminded",
                        serialize=False,
                        to="recommendations.recommendationpage",
                    ),
                ),
                ("occasion", models.CharField(max_length=40)),
            ],
        ),
    ]
