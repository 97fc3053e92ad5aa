-- Who acts, asked some three hundred times for each referral that goes round: PL/pgSQL keeps the plans of a function for
-- the length of a connection, and a single value needs no executor. What is checked is what was checked before.

CREATE OR REPLACE FUNCTION access.verified(process text, parts integer) RETURNS text[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  token text := current_setting('safeconduct.context', true);
  piece text[];
  inside bytea;
  outside bytea;
BEGIN
  -- A token counts for the role of the process that mints it: a stray one is of no use to another process.
  IF token IS NULL OR session_user <> 'safeconduct_' || replace(process, 'web', 'app') THEN RETURN NULL; END IF;
  piece := string_to_array(token, '|');
  IF array_length(piece, 1) IS DISTINCT FROM parts + 2 OR piece[parts + 1] !~ '^[0-9]{9,12}$' THEN RETURN NULL; END IF;
  SELECT c.inner_pad, c.outer_pad INTO inside, outside FROM access.context_key c WHERE c.process = verified.process;
  IF encode(sha256(outside || sha256(inside || convert_to(array_to_string(piece[:parts + 1], '|'), 'UTF8'))), 'hex')
     IS DISTINCT FROM piece[parts + 2] THEN RETURN NULL; END IF;
  -- now(), not clock_timestamp(): a token must not run out between two statements of one transaction.
  IF to_timestamp(piece[parts + 1]::bigint) <= now() THEN RETURN NULL; END IF;
  RETURN piece[:parts];
END $$;

CREATE OR REPLACE FUNCTION access.domain_now() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE ahead interval;
BEGIN
  SELECT n.moved INTO ahead FROM access.node n;
  RETURN now() + COALESCE(ahead, '0'::interval);
END $$;

CREATE OR REPLACE FUNCTION access.current_member() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  said text[] := access.verified('web', 1);
  found uuid;
BEGIN
  IF said IS NULL THEN RETURN NULL; END IF;
  SELECT m.id INTO found FROM agencies.member m
   WHERE m.id = split_part(said[1], '/', 1)::uuid AND m.suspended_at IS NULL;
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION access.current_agency() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  said text[] := access.verified('web', 1);
  found uuid;
BEGIN
  IF said IS NULL THEN RETURN NULL; END IF;
  SELECT m.agency_id INTO found FROM agencies.member m
   WHERE m.id = split_part(said[1], '/', 1)::uuid AND m.suspended_at IS NULL;
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION access.current_administrator() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE
  said text[] := access.verified('web', 1);
  found uuid;
BEGIN
  IF said IS NULL THEN RETURN NULL; END IF;
  SELECT m.id INTO found FROM agencies.member m
   WHERE m.id = split_part(said[1], '/', 1)::uuid AND m.suspended_at IS NULL AND m.profession = 'administrator';
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION access.current_peer() RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  RETURN (access.verified('inbox', 2))[1];
END $$;

CREATE OR REPLACE FUNCTION access.is_worker() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  RETURN COALESCE((access.verified('worker', 1))[1] = 'worker', false);
END $$;
