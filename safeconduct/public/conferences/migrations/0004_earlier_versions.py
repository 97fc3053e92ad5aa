"""A material is replaced by a new version at the same address; the earlier one stays readable."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conferences", "0003_over_told")]
    operations = [
        migrations.AddField(
            model_name="material",
            name="newer",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="earlier",
                to="conferences.material",
            ),
        ),
        migrations.AddField(
            model_name="material",
            name="replaced_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name="material",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("newer", None), ("replaced_at", None)),
                    models.Q(("newer__isnull", False), ("replaced_at__isnull", False)),
                    _connector="OR",
                ),
                name="an_earlier_version_was_replaced_at_a_time",
            ),
        ),
    ]
