"""A remark about a place is handed to the agency that keeps it, under a random number."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("helping", "0001_remarks")]

    operations = [
        migrations.AddField("remark", "number", models.UUIDField(default=uuid.uuid4, null=True)),
        # One default for all rows would be one number.
        migrations.RunSQL("UPDATE helping_remark SET number = gen_random_uuid()", migrations.RunSQL.noop),
        migrations.AlterField("remark", "number", models.UUIDField(default=uuid.uuid4, unique=True)),
        migrations.AddField("remark", "handed_on", models.DateField(null=True)),
        migrations.AddField("remark", "is_left", models.BooleanField(default=False)),
    ]
