"""Rights on Django's own tables: accounts are read and sessions kept by the web process, by nobody else."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP, INBOX, SERVING, WORKER, grant

# Nobody but the serving roles connects, and nobody makes temporary tables that could stand before a real one.
CLOSE_DATABASE = """
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO {roles}', current_database());
END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("sessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(CLOSE_DATABASE.format(roles=", ".join(SERVING)), migrations.RunSQL.noop),
        *(grant("public.django_migrations", role, "SELECT").operation() for role in (APP, INBOX, WORKER)),
        grant("public.auth_user", APP, "SELECT").operation(),
        grant("public.auth_user", APP, "UPDATE (last_login)").operation(),
        grant("public.django_session", APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
    ]
