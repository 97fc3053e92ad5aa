"""Before deployment. Looks by a paper code, and what is past its term, are looked up among the records.

A file's page asks for the looks of its person: few among all that was ever recorded of the file, each page opened by
a member included, so it read all of that. And every ten minutes the worker asks for the records past their term.
"""

from django.contrib.postgres.indexes import BrinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="record",
            index=models.Index(
                fields=["case_id", "at"], condition=models.Q(action="paper:looked"), name="looks_at_a_case"
            ),
        ),
        # Records are added in the order of their time, so a few blocks of this index stand for millions of them.
        migrations.AddIndex(
            model_name="record",
            index=BrinIndex(fields=["recorded_at"], autosummarize=True, name="records_by_age"),
        ),
    ]
