"""Before deployment. Rights on accounts and sign-ins, which are the web process's alone, and its short memory."""

from django.db import migrations

from safeconduct.vocabulary.roles import APP, INBOX, SERVING, WORKER, create_schema, grant

# Nobody but the serving roles connects, and nobody makes temporary tables that could stand before a real one.
CLOSE_DATABASE = """
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO {roles}', current_database());
END
$$;
"""

# The web process writes no password but the acting member's own.
OWN_DOOR = """
CREATE FUNCTION site.change_my_password(encoded text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE public.auth_user u SET password = encoded
    FROM agencies.member m WHERE m.id = access.current_member() AND u.id = m.user_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'nobody acts' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;
REVOKE ALL ON FUNCTION site.change_my_password(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION site.change_my_password(text) TO safeconduct_app;
"""

# Attempts and used codes, for minutes; the keys are hashes.
REMEMBERED = """
CREATE TABLE site.remembered (
  key text PRIMARY KEY CHECK (length(key) = 64),
  value jsonb NOT NULL,
  until timestamptz NOT NULL
);
CREATE INDEX remembered_until ON site.remembered (until);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0001_access"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("sessions", "0001_initial"),
        ("usersessions", "0001_initial"),
    ]
    operations = [
        migrations.RunSQL(CLOSE_DATABASE.format(roles=", ".join(SERVING)), migrations.RunSQL.noop),
        *(grant("public.django_migrations", role, "SELECT").operation() for role in (APP, INBOX, WORKER)),
        grant("public.auth_user", APP, "SELECT").operation(),
        grant("public.auth_user", APP, "UPDATE (last_login)").operation(),
        grant("public.django_session", APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        # Who has several addresses signs in by any of them; they are written by the owner.
        grant("public.account_emailaddress", APP, "SELECT").operation(),
        grant("public.mfa_authenticator", APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        grant("public.usersessions_usersession", APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        create_schema("site", APP).operation(),
        migrations.RunSQL(REMEMBERED, "DROP TABLE site.remembered"),
        grant("site.remembered", APP, "SELECT, INSERT, UPDATE, DELETE").operation(),
        migrations.RunSQL(OWN_DOOR, "DROP FUNCTION site.change_my_password(text)"),
    ]
