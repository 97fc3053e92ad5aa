"""Nodes, what their agencies said, what was refused, and texts of other sites. Made by makemigrations."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("releases", "0002_generation"),
    ]

    operations = [
        migrations.CreateModel(
            name="Refusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("code", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("reason", models.CharField(max_length=40)),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="releases.source",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="OtherText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("opens", models.BooleanField()),
                ("in_force", models.BooleanField()),
                ("texts", models.JSONField()),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="releases.source"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source", "code", "version"), name="one_text_of_another_site"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SigningNode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("node", models.CharField(max_length=64, unique=True)),
                ("keys", models.JSONField()),
                ("said", models.JSONField()),
                ("problem", models.CharField(blank=True, max_length=40)),
                (
                    "source",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="node",
                        to="releases.source",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("source",), name="one_node_is_our_own", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("node", models.CharField(max_length=64)),
                ("agency", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("stands", models.BooleanField()),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("said", models.JSONField()),
                ("taken_at", models.DateTimeField()),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="releases.source",
                    ),
                ),
            ],
            options={
                "ordering": ["day", "name", "pk"],
                "indexes": [models.Index(fields=["kind", "code", "version"], name="statements_of_a_text")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("node", "agency", "code", "version"), name="the_newest_statement_of_an_agency"
                    )
                ],
            },
        ),
    ]
