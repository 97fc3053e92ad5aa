-- Who is asking. The token in the setting `safeconduct.context` is minted by the process and checked here
-- with a key that no serving role can read: a forged or outlived token is nobody.

CREATE FUNCTION access.verified(process text, parts integer) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  token text := NULLIF(current_setting('safeconduct.context', true), '');
  piece text[];
  message text;
  k access.context_key%ROWTYPE;
BEGIN
  IF token IS NULL THEN RETURN NULL; END IF;
  -- A token counts for the role of the process that mints it: a stray one is of no use to another process.
  IF session_user <> 'safeconduct_' || replace(verified.process, 'web', 'app') THEN RETURN NULL; END IF;
  piece := string_to_array(token, '|');
  IF array_length(piece, 1) IS DISTINCT FROM parts + 2 THEN RETURN NULL; END IF;
  IF piece[parts + 1] !~ '^[0-9]{9,12}$' THEN RETURN NULL; END IF;
  SELECT * INTO k FROM access.context_key c WHERE c.process = verified.process;
  IF NOT FOUND THEN RETURN NULL; END IF;
  message := array_to_string(piece[1:parts + 1], '|');
  IF encode(sha256(k.outer_pad || sha256(k.inner_pad || convert_to(message, 'UTF8'))), 'hex') <> piece[parts + 2] THEN
    RETURN NULL;
  END IF;
  -- now(), not clock_timestamp(): a token must not run out between two statements of one transaction.
  IF to_timestamp(piece[parts + 1]::bigint) <= now() THEN RETURN NULL; END IF;
  RETURN piece[1:parts];
END $$;

CREATE FUNCTION access.domain_now() RETURNS timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT now() + COALESCE((SELECT n.moved FROM access.node n), '0'::interval)
$$;

CREATE FUNCTION access.this_node() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT n.id FROM access.node n
$$;

CREATE FUNCTION access.is_demo() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT COALESCE((SELECT n.is_demo FROM access.node n), false)
$$;

CREATE FUNCTION access.current_member() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.id FROM agencies.member m
   WHERE m.id = (access.verified('web', 1))[1]::uuid AND m.suspended_at IS NULL
$$;

CREATE FUNCTION access.current_agency() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.agency_id FROM agencies.member m WHERE m.id = access.current_member()
$$;

-- Who runs an agency's place on the node; such a member holds nothing of any case.
CREATE FUNCTION access.current_administrator() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.id FROM agencies.member m WHERE m.id = access.current_member() AND m.profession = 'administrator'
$$;

CREATE FUNCTION access.keeps_node() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT COALESCE((SELECT m.keeps_node FROM agencies.member m WHERE m.id = access.current_administrator()), false)
$$;

CREATE FUNCTION access.current_peer() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT (access.verified('inbox', 2))[1]
$$;

CREATE FUNCTION access.current_message() RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT (access.verified('inbox', 2))[2]::uuid
$$;

CREATE FUNCTION access.is_worker() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT COALESCE((access.verified('worker', 1))[1] = 'worker', false)
$$;

CREATE FUNCTION access.allows(
  a_sector text, a_profession text, a_purpose text, a_section text, an_action text, a_basis text
) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM access.policy p
     WHERE p.sector = a_sector AND p.profession = a_profession AND p.purpose = a_purpose
       AND p.section = a_section AND p.action = an_action AND p.basis = a_basis)
$$;
