"""Before deployment. Of how many years an edition is: editions of one year and of several have numbers of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("editions", "0002_stays")]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="years",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AlterModelOptions(
            name="edition", options={"ordering": ["-year", "years", "kind", "country", "-number"]}
        ),
        migrations.RemoveConstraint(model_name="edition", name="an_edition_has_its_number_alone"),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(
                fields=("kind", "country", "year", "years", "number"), name="an_edition_has_its_number_alone"
            ),
        ),
    ]
