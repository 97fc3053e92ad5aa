"""Before deployment. The first administrator reads the language in which the wizard was gone through."""

from django.db import migrations

# As in 0004, and the language of the first step with it.
ADMINISTRATOR = """
CREATE OR REPLACE FUNCTION setup.administrator(a_name text, an_email text, encoded text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE account integer; agency uuid; member uuid := gen_random_uuid(); chosen text;
BEGIN
  PERFORM setup.only_now();
  SELECT a.id INTO agency FROM agencies.agency a WHERE a.node = access.this_node() LIMIT 1;
  SELECT m.user_id INTO account FROM agencies.member m WHERE m.keeps_node LIMIT 1;
  SELECT k.answer ->> 'language' INTO chosen FROM setup.kept k WHERE k.step = 'language';
  IF account IS NULL THEN
    INSERT INTO public.auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active,
      date_joined) VALUES ('member-' || member, encoded, false, '', '', an_email, false, true, now())
    RETURNING id INTO account;
    INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises, keeps_node, language)
    VALUES (member, agency, account, a_name, 'administrator', false, true, COALESCE(chosen, ''));
  ELSE
    UPDATE public.auth_user SET email = an_email, password = COALESCE(NULLIF(encoded, ''), password)
     WHERE id = account;
    UPDATE agencies.member SET name = a_name, language = COALESCE(chosen, '') WHERE user_id = account;
  END IF;
  RETURN account;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("site", "0004_setup"), ("agencies", "0003_language")]
    operations = [migrations.RunSQL(ADMINISTRATOR, migrations.RunSQL.noop)]
