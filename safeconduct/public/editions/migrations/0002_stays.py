"""Before deployment. An edition that was shown stays as it is, whoever asks; kept pages name editions by their titles."""

from django.db import migrations

from safeconduct.public.pages.generation import counted

STAYS = """
CREATE FUNCTION editions_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'An edition that was shown is never changed and never taken away.' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER editions_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON editions_edition
FOR EACH STATEMENT EXECUTE FUNCTION editions_stay();
"""
GOES = "DROP TRIGGER editions_stay ON editions_edition; DROP FUNCTION editions_stay();"


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_initial"), ("pages", "0002_generation")]
    operations = [migrations.RunSQL(STAYS, GOES), counted("editions_edition")]
