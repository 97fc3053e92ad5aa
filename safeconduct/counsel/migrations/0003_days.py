"""Before deployment. The days of a matter and of a link lie open, without their words; and what came and nobody has opened."""

from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models
from django.db.models import Q

from safeconduct.vocabulary.roles import APP, grant

SQL = Path(__file__).with_name("sql") / "0003_days.sql"
BACK = """
DROP FUNCTION counsel.days_waiting(uuid, date, date), counsel.settle_day(uuid), counsel.mark_opened(uuid[]),
  counsel.is_of_mine(uuid), counsel.items_for_me(date), counsel.items_waiting(uuid, date)
"""
# The next day lay open already; the others stay sealed until the matter is saved the next time.
FIRST_DAYS = "UPDATE counsel.matter SET days = ARRAY[next_on] WHERE state = 'open' AND next_on IS NOT NULL"


class Migration(migrations.Migration):
    dependencies = [("counsel", "0002_channel"), ("agencies", "0009_four_eyes")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="days",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.DateField(), default=list),
        ),
        migrations.AddField("linkitem", "due", models.DateField(null=True)),
        migrations.AddField("linkitem", "opened_at", models.DateTimeField(null=True)),
        migrations.AddField("linkitem", "settled_at", models.DateTimeField(null=True)),
        migrations.AddIndex(
            "linkitem",
            models.Index(
                fields=["link"],
                condition=Q(due__isnull=False, settled_at=None) | Q(is_ours=False, opened_at=None),
                name="items_of_links_that_wait",
            ),
        ),
        migrations.AddIndex(
            "link",
            models.Index(
                fields=["agency_id"], condition=Q(matter_id=None, ended_at=None), name="links_that_wait"
            ),
        ),
        migrations.AddConstraint(
            "linkitem",
            models.CheckConstraint(condition=Q(due=None) | Q(kind__in=["date", "task"]), name="only_a_day_is_due"),
        ),
        migrations.AddConstraint(
            "linkitem",
            models.CheckConstraint(condition=Q(opened_at=None) | Q(is_ours=False), name="only_what_came_is_opened"),
        ),
        migrations.AddConstraint(
            "linkitem",
            models.CheckConstraint(
                condition=Q(settled_at=None) | Q(due__isnull=False), name="only_a_day_is_settled"
            ),
        ),
        grant("counsel.matter", APP, "UPDATE (days)").operation(),
        migrations.RunSQL(FIRST_DAYS, migrations.RunSQL.noop),
        migrations.RunSQL(SQL.read_text(), BACK),
    ]  # fmt: skip
