"""Before deployment. An exercise names the one in the training demonstration that goes with it; empty for those there."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_generation")]
    operations = [
        migrations.AddField(
            model_name="exercisepage",
            name="scenario",
            field=models.CharField(
                blank=True,
                default="",
                help_text="As the page “Exercises” there shows it. Empty: there is none.",
                max_length=120,
                verbose_name="Name of the exercise in the training demonstration",
            ),
            preserve_default=False,
        ),
    ]
