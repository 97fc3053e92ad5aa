-- The seven steps of a new node. Each function works while the node is being set up, for who holds its key
-- (access.in_setup), and never again. They write one agency and one administrator, and nothing of any case.

CREATE TABLE setup.kept (
  step text PRIMARY KEY CHECK (step IN ('language', 'agency', 'administrator', 'mail', 'people', 'clocks', 'recovery')),
  answer jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now()
);

-- Kept, and not applied by anything yet.
CREATE TABLE setup.retention (
  what text PRIMARY KEY CHECK (what IN ('closed', 'audit')),
  days integer NOT NULL CHECK (days BETWEEN 30 AND 36500)
);

CREATE FUNCTION setup.only_now() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.in_setup() THEN
    RAISE EXCEPTION 'not_in_setup' USING ERRCODE = 'insufficient_privilege';
  END IF;
END $$;

CREATE FUNCTION setup.steps() RETURNS TABLE (step text, answer jsonb)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM setup.only_now();
  RETURN QUERY SELECT k.step, k.answer FROM setup.kept k;
END $$;

CREATE FUNCTION setup.keep(a_step text, an_answer jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM setup.only_now();
  INSERT INTO setup.kept (step, answer) VALUES (a_step, an_answer)
  ON CONFLICT (step) DO UPDATE SET answer = excluded.answer, at = now();
END $$;

-- The one agency of the wizard: asked again, it is changed and not doubled.
CREATE FUNCTION setup.agency(a_name text, a_country text, a_sector text, some_languages text[], a_number text)
RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE found_id uuid;
BEGIN
  PERFORM setup.only_now();
  SELECT a.id INTO found_id FROM agencies.agency a WHERE a.node = access.this_node() LIMIT 1;
  IF found_id IS NULL THEN
    found_id := gen_random_uuid();
    INSERT INTO agencies.agency (id, node, name, country, sector, languages, duty_number)
    VALUES (found_id, access.this_node(), a_name, a_country, a_sector, some_languages, a_number);
  ELSE
    UPDATE agencies.agency SET name = a_name, country = a_country, sector = a_sector,
           languages = some_languages, duty_number = a_number WHERE id = found_id;
  END IF;
  RETURN found_id;
END $$;

-- The first administrator, who keeps the node. An empty password leaves the one that is there.
CREATE FUNCTION setup.administrator(a_name text, an_email text, encoded text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE account integer; agency uuid; member uuid := gen_random_uuid();
BEGIN
  PERFORM setup.only_now();
  SELECT a.id INTO agency FROM agencies.agency a WHERE a.node = access.this_node() LIMIT 1;
  SELECT m.user_id INTO account FROM agencies.member m WHERE m.keeps_node LIMIT 1;
  IF account IS NULL THEN
    INSERT INTO public.auth_user (username, password, is_superuser, first_name, last_name, email, is_staff, is_active,
      date_joined) VALUES ('member-' || member, encoded, false, '', '', an_email, false, true, now())
    RETURNING id INTO account;
    INSERT INTO agencies.member (id, agency_id, user_id, name, profession, supervises, keeps_node)
    VALUES (member, agency, account, a_name, 'administrator', false, true);
  ELSE
    UPDATE public.auth_user SET email = an_email, password = COALESCE(NULLIF(encoded, ''), password)
     WHERE id = account;
    UPDATE agencies.member SET name = a_name WHERE user_id = account;
  END IF;
  RETURN account;
END $$;

CREATE FUNCTION setup.retain(a_what text, some_days integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM setup.only_now();
  INSERT INTO setup.retention (what, days) VALUES (a_what, some_days)
  ON CONFLICT (what) DO UPDATE SET days = excluded.days;
END $$;

-- The end: true when every step is there, also the administrator's second factor. From here on nothing above works.
CREATE FUNCTION setup.finish() RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM setup.only_now();
  IF (SELECT count(*) FROM setup.kept) < 7 OR NOT EXISTS (
    SELECT FROM agencies.member m JOIN public.mfa_authenticator a ON a.user_id = m.user_id
     WHERE m.keeps_node AND a.type = 'totp')
  THEN
    RETURN false;
  END IF;
  UPDATE access.node SET set_up_at = now();
  DELETE FROM access.setup_door;
  RETURN true;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA setup FROM PUBLIC;
GRANT EXECUTE ON FUNCTION setup.steps(), setup.keep(text, jsonb), setup.agency(text, text, text, text[], text),
  setup.administrator(text, text, text), setup.retain(text, integer), setup.finish() TO safeconduct_app;
