"""Before deployment. A recommendation can cite an edition of statistics. Made by makemigrations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0002_stays"),
        ("recommendations", "0004_levels_name_clocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="recommendationpage",
            name="cites",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="cited_by",
                to="editions.edition",
                verbose_name="Edition of statistics that it cites",
            ),
        ),
    ]
