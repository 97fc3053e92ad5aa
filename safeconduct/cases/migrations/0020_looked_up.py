"""Before deployment. What a person's pages ask of their own file is looked up, however many files there are.

A partial index of what waits does not find what was answered, and a person's page shows that too.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0017_interpreters")]

    operations = [
        migrations.AddIndex(
            model_name="personsword",
            index=models.Index(fields=["case_id", "written_at"], name="words_about_a_case"),
        ),
    ]
