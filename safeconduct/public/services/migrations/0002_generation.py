"""Before deployment. The way to the services on every kept page appears with the first of them."""

from django.db import migrations

from safeconduct.public.pages.generation import counted


class Migration(migrations.Migration):
    dependencies = [("services", "0001_initial"), ("pages", "0002_generation")]
    operations = [counted("services_taken")]
