"""A page that is kept is put together anew when one of these changes."""

from django.db import migrations

from safeconduct.public.pages.generation import counted


class Migration(migrations.Migration):
    dependencies = [("conferences", "0001_initial"), ("pages", "0002_generation")]
    operations = [
        counted(
            "conferences_edition",
            "conferences_editiontext",
        )
    ]
