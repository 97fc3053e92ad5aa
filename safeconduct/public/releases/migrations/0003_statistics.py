"""Before deployment. Other sites release editions of statistics, too."""

from django.db import migrations, models

KINDS = ("news", "publication", "recommendation", "conference", "statistics")


class Migration(migrations.Migration):
    dependencies = [("releases", "0002_generation")]

    operations = [
        migrations.AlterField(
            model_name="received",
            name="kind",
            field=models.CharField(choices=[(each, each) for each in KINDS], max_length=16),
        ),
    ]
