"""Before deployment. Whom a service takes, where it is, and how it is found; laid out for searches by triggers."""

from pathlib import Path
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

SQL = Path(__file__).with_name("sql") / "0006_finding.sql"
BACK = Path(__file__).with_name("sql") / "0006_back.sql"


def _texts() -> Any:
    return ArrayField(models.TextField(), default=list, db_default=[], size=None)


def _text() -> Any:
    return models.TextField(blank=True, default="", db_default="")


FIELDS = {
    "place": _text(),
    "address": _text(),
    "contact": _text(),
    "takes": _texts(),
    "min_age": models.PositiveSmallIntegerField(null=True),
    "max_age": models.PositiveSmallIntegerField(null=True),
    "with_children": models.BooleanField(null=True),
    "step_free": models.BooleanField(null=True),
    "without_papers": models.BooleanField(null=True),
    "from_abroad": models.BooleanField(null=True),
    "spoken": _texts(),
    "interpreters": models.BooleanField(null=True),
    "regions": _texts(),
    "intake": _text(),
    "words": ArrayField(models.TextField(), default=list, db_default=[], editable=False, size=None),
}
CONSTRAINTS = {
    "kinds_of_places_are_listed": models.Q(
        place__in=["", "shelter", "safe_flat", "office", "outreach", "remote"]
    ),
    "only_a_public_place_has_an_address": models.Q(address="") | models.Q(place__in=["office"]),
    "a_secret_place_has_no_contact_of_its_own": models.Q(contact="")
    | ~models.Q(place__in=["", "safe_flat", "shelter"]),
    "whom_it_takes_is_listed": models.Q(takes__contained_by=["women", "men", "trans_and_nonbinary"]),
    "intakes_are_listed": models.Q(intake__in=["", "emergency_24h", "emergency_hours", "planned_only"]),
    "ages_in_their_order": models.Q(min_age=None)
    | models.Q(max_age=None)
    | models.Q(min_age__lte=models.F("max_age")),
}

LAID_OUT: dict[str, list[tuple[str, Any]]] = {
    "Gap": [
        ("pk", models.CompositePrimaryKey("day", "need", "country", "agency_id")),
        ("day", models.DateField()),
        ("need", models.TextField()),
        ("country", models.TextField()),
        ("agency_id", models.UUIDField()),
        ("times", models.IntegerField()),
    ],
    "Weight": [
        ("what", models.TextField(primary_key=True, serialize=False)),
        ("points", models.SmallIntegerField()),
    ],
    "Word": [
        ("word", models.TextField(primary_key=True, serialize=False)),
        ("near", ArrayField(models.TextField(), size=None)),
    ],
}
"""Made by the statements below; Django only reads them."""


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0005_law"),
        ("agencies", "0010_beside_the_release"),
        ("access", "0023_quicker"),
    ]
    operations = [
        *(migrations.AddField("entry", name, field) for name, field in FIELDS.items()),
        *(
            migrations.AddConstraint("entry", models.CheckConstraint(name=name, condition=condition))
            for name, condition in CONSTRAINTS.items()
        ),
        migrations.AddIndex("entry", GinIndex(fields=["words"], name="entry_words", opclasses=["array_ops"])),
        *(
            migrations.CreateModel(
                name, fields, options={"db_table": f'directory"."{name.lower()}', "managed": False}
            )
            for name, fields in LAID_OUT.items()
        ),
        migrations.RunSQL(SQL.read_text(), BACK.read_text()),
    ]
