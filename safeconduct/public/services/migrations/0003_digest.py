"""Before deployment. What has not changed at all is not written again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("services", "0002_generation"),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="digest",
            field=models.BinaryField(default=b"", max_length=32),
        ),
    ]
