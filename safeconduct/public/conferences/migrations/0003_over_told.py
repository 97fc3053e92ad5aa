"""Whoever was there is written to once, after the conference is over."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0002_generation")]
    operations = [
        migrations.AddField(
            model_name="registration",
            name="over_told",
            field=models.BooleanField(default=False, db_default=False),
        ),
    ]
