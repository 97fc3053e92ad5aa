"""Before deployment. Whom a reminder is mailed to: the worker may ask for addresses of members, and sees no account."""

from django.db import migrations

from safeconduct.vocabulary.roles import WORKER

ADDRESSES = """
CREATE FUNCTION site.mail_addresses(members uuid[]) RETURNS TABLE (member uuid, address text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT m.id, u.email::text FROM agencies.member m JOIN public.auth_user u ON u.id = m.user_id
   WHERE access.is_worker() AND m.id = ANY (members) AND m.suspended_at IS NULL AND u.is_active AND u.email <> ''
   ORDER BY m.id
$$;
REVOKE ALL ON FUNCTION site.mail_addresses(uuid[]) FROM PUBLIC;
"""
FOR_THE_WORKER = f"GRANT EXECUTE ON FUNCTION site.mail_addresses(uuid[]) TO {WORKER}"


class Migration(migrations.Migration):
    dependencies = [("site", "0002_jobs")]
    operations = [migrations.RunSQL(ADDRESSES + FOR_THE_WORKER, "DROP FUNCTION site.mail_addresses(uuid[])")]
