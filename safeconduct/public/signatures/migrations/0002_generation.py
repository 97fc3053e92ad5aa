"""A page that is kept is put together anew when what agencies said of it changes."""

from django.db import migrations

from safeconduct.public.pages.generation import counted


class Migration(migrations.Migration):
    dependencies = [("signatures", "0001_initial"), ("pages", "0002_generation")]
    operations = [counted("signatures_statement")]
