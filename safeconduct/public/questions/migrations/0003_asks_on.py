"""Before deployment. Whether somebody wrote again after the last answer."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("questions", "0002_work")]

    operations = [migrations.AddField("thread", "asks_on", models.BooleanField(default=False))]
