"""Before deployment. The jobs of the clock and of purging: the worker's rights on their tables.

Nobody else adds a job yet: what a member does is a change of its own or a message, never a job.
"""

from django.db import migrations

from safeconduct.vocabulary.roles import WORKER, grant

TABLES = ("jobs", "events", "periodic_defers", "workers")
SEQUENCES = ", ".join(f"public.procrastinate_{name}_id_seq" for name in ("jobs", "events", "periodic_defers"))

# Who is signed in is the web process's alone: the worker may forget what is over, and sees none of it.
FORGET_SIGN_INS = """
CREATE FUNCTION site.forget_old_sign_ins() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n integer;
BEGIN
  DELETE FROM public.django_session WHERE expire_date <= now();
  GET DIAGNOSTICS n = ROW_COUNT;
  DELETE FROM public.usersessions_usersession u
   WHERE NOT EXISTS (SELECT FROM public.django_session s WHERE s.session_key = u.session_key);
  DELETE FROM site.remembered WHERE until <= now();
  RETURN n;
END $$;
REVOKE ALL ON FUNCTION site.forget_old_sign_ins() FROM PUBLIC;
"""
FORGET_BY_WORKER = f"""
GRANT USAGE ON SCHEMA site TO {WORKER};
GRANT EXECUTE ON FUNCTION site.forget_old_sign_ins() TO {WORKER};
"""


class Migration(migrations.Migration):
    dependencies = [
        ("site", "0001_grants"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        *(
            grant(f"public.procrastinate_{name}", WORKER, "SELECT, INSERT, UPDATE, DELETE").operation()
            for name in TABLES
        ),
        migrations.RunSQL(
            f"GRANT USAGE ON SEQUENCE {SEQUENCES} TO {WORKER}",
            f"REVOKE USAGE ON SEQUENCE {SEQUENCES} FROM {WORKER}",
        ),
        migrations.RunSQL(FORGET_SIGN_INS + FORGET_BY_WORKER, "DROP FUNCTION site.forget_old_sign_ins()"),
    ]
