"""Before deployment. When something in a section's newest version is due: a day, so that Today can say so unopened."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_screening")]

    operations = [
        migrations.AddField(model_name="sectionversion", name="due", field=models.DateField(null=True)),
    ]
