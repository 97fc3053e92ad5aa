"""A page that is kept is put together anew when one of these changes."""

from django.db import migrations

from safeconduct.public.pages.generation import counted


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial"), ("pages", "0002_generation")]
    operations = [
        counted(
            "learning_chapterpage",
            "learning_coursepage",
            "learning_coursespage",
            "learning_exercisepage",
        )
    ]
