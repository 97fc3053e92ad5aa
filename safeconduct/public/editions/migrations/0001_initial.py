"""Editions, the file that was looked at, and what was refused. Made by makemigrations."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Look",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.BinaryField(max_length=32)),
                ("problem", models.CharField(blank=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.CharField(blank=True, max_length=64)),
                ("reason", models.CharField(max_length=40)),
                ("member", models.CharField(blank=True, max_length=120)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=40)),
                ("country", models.CharField(max_length=2)),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                ("corrects", models.CharField(blank=True, db_index=True, max_length=64)),
                ("made_on", models.DateField()),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("shown_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "ordering": ["-year", "kind", "country", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "country", "year", "number"), name="an_edition_has_its_number_alone"
                    )
                ],
            },
        ),
    ]
