-- Editions: prepared by a named coordinator, approved by somebody else, and from then on never changed. No row of theirs
-- has a hidden number: the document has none, and the ledger keeps what was said and why.

CREATE TABLE statistics.preparation (
  id uuid PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('article_19a')),
  country text NOT NULL CHECK (country ~ '^[A-Z]{2}$'),
  year smallint NOT NULL CHECK (year BETWEEN 2000 AND 2999),
  agencies uuid[] NOT NULL CHECK (cardinality(agencies) > 0),
  prepared_by uuid NOT NULL,
  prepared_at timestamptz NOT NULL,
  wanted jsonb NOT NULL,
  reason text NOT NULL CHECK (length(reason) <= 500),
  embargo timestamptz,
  state text NOT NULL CHECK (state IN ('counting', 'ready', 'refused', 'dropped', 'released')),
  told text NOT NULL DEFAULT '' CHECK (told ~ '^[A-Za-z0-9_:]{0,60}$'),
  ledger integer NOT NULL DEFAULT 0,
  digest text NOT NULL DEFAULT '' CHECK (digest ~ '^([0-9a-f]{64})?$'),
  document text NOT NULL DEFAULT '',
  outcome jsonb NOT NULL DEFAULT '{}',
  statements jsonb NOT NULL DEFAULT '[]',
  CONSTRAINT what_is_ready_has_a_document CHECK (state NOT IN ('ready', 'released') OR (digest <> '' AND document <> ''))
);
CREATE INDEX preparations_by_year ON statistics.preparation (country, year, prepared_at);

CREATE TABLE statistics.edition (
  id text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9-]{1,40}$'),
  kind text NOT NULL,
  country text NOT NULL,
  year smallint NOT NULL,
  edition smallint NOT NULL CHECK (edition > 0),
  document text NOT NULL,
  digest text NOT NULL,
  kid text NOT NULL CHECK (kid <> ''),
  signature text NOT NULL CHECK (signature <> ''),
  embargo timestamptz,
  agencies uuid[] NOT NULL,
  prepared_by uuid NOT NULL,
  approved_by uuid NOT NULL,
  approved_at timestamptz NOT NULL,
  CONSTRAINT editions_are_numbered UNIQUE (kind, country, year, edition),
  CONSTRAINT a_second_person_approves CHECK (approved_by <> prepared_by)
);
CREATE INDEX editions_by_moment ON statistics.edition (approved_at);

-- The ledger: every statement of every edition. It is never emptied, and nothing in it changes.
CREATE TABLE statistics.said (
  state text PRIMARY KEY,
  country text NOT NULL,
  year smallint NOT NULL,
  statements jsonb NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX said_by_year ON statistics.said (country, year);

-- Whether the acting member may look at editions: named as a coordinator, or a rapporteur, who opens no case by any right.
CREATE FUNCTION statistics.sees_editions() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (SELECT FROM agencies.member m WHERE m.id = access.current_member() AND m.suspended_at IS NULL
                    AND (m.profession = 'rapporteur' OR (m.profession = 'coordinator'
                         AND EXISTS (SELECT FROM agencies.coordination c WHERE c.coordinator_id = m.id))))
$$;

-- The agencies of a country that named the acting coordinator: their figures are counted, and no others'.
CREATE FUNCTION statistics.named_me(a_country text) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT COALESCE(array_agg(c.agency_id ORDER BY c.agency_id), '{}')
    FROM agencies.coordination c JOIN agencies.agency a ON a.id = c.agency_id
    JOIN agencies.member m ON m.id = c.coordinator_id
   WHERE m.id = access.current_member() AND m.profession = 'coordinator' AND a.country = a_country
$$;

CREATE FUNCTION statistics.begin_edition(
  an_id uuid, a_kind text, a_country text, a_year integer, what jsonb, a_reason text, an_embargo timestamptz
) RETURNS uuid[]
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE named uuid[] := statistics.named_me(a_country);
BEGIN
  IF cardinality(named) = 0 THEN PERFORM access.refuse('only_coordinators_read_figures'); END IF;
  IF a_year >= extract(year FROM access.domain_now() AT TIME ZONE 'UTC') THEN PERFORM access.refuse('no_such_year'); END IF;
  IF an_embargo <= access.domain_now() THEN PERFORM access.refuse('embargo_is_past'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || a_country || a_year, 0));
  IF EXISTS (SELECT FROM statistics.preparation p WHERE p.prepared_by = access.current_member() AND p.kind = a_kind
                AND p.country = a_country AND p.year = a_year AND p.state IN ('counting', 'ready')) THEN
    PERFORM access.refuse('edition_waits_already');
  END IF;
  IF EXISTS (SELECT FROM statistics.edition e WHERE e.kind = a_kind AND e.country = a_country AND e.year = a_year
                AND NOT e.agencies <@ named) THEN
    PERFORM access.refuse('edition_before_counted_more');
  END IF;
  IF a_reason = '' AND EXISTS (SELECT FROM statistics.edition e
                                WHERE e.kind = a_kind AND e.country = a_country AND e.year = a_year) THEN
    PERFORM access.refuse('correction_without_reason');
  END IF;
  INSERT INTO statistics.preparation (id, kind, country, year, agencies, prepared_by, prepared_at, wanted, reason, embargo, state)
  VALUES (an_id, a_kind, a_country, a_year, named, access.current_member(), access.domain_now(), what, a_reason, an_embargo,
          'counting');
  RETURN named;
END $$;

-- How far it has come; only while it is counted, and only by who prepares it.
CREATE FUNCTION statistics.tell_edition(an_id uuid, how_far text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE statistics.preparation p SET told = how_far
   WHERE p.id = an_id AND p.prepared_by = access.current_member() AND p.state = 'counting';
  RETURN FOUND;
END $$;

CREATE FUNCTION statistics.finish_edition(
  an_id uuid, a_state text, seen integer, a_digest text, a_document text, an_outcome jsonb, what_is_said jsonb
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF a_state NOT IN ('ready', 'refused') THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  UPDATE statistics.preparation p SET state = a_state, ledger = seen, digest = a_digest, document = a_document,
         outcome = an_outcome, statements = what_is_said, told = ''
   WHERE p.id = an_id AND p.prepared_by = access.current_member() AND p.state = 'counting';
  RETURN FOUND;
END $$;

CREATE FUNCTION statistics.drop_edition(an_id uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  UPDATE statistics.preparation p SET state = 'dropped', document = '', digest = '', statements = '[]', outcome = '{}'
   WHERE p.id = an_id AND statistics.sees_editions() AND p.state IN ('counting', 'ready', 'refused');
  RETURN FOUND;
END $$;

-- A second person approves what was read: the document of the preparation itself goes out, and its statements into the
-- ledger. What was prepared beside a shorter ledger was not examined beside all of it, and does not go out.
CREATE FUNCTION statistics.release_edition(an_id uuid, a_name text, a_digest text, a_kid text, a_signature text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE p statistics.preparation; a_number integer;
BEGIN
  IF NOT statistics.sees_editions() THEN PERFORM access.refuse('only_officers_see_editions'); END IF;
  SELECT * INTO p FROM statistics.preparation o WHERE o.id = an_id FOR UPDATE;
  IF p.id IS NULL OR p.state <> 'ready' THEN PERFORM access.refuse('preparation_not_ready'); END IF;
  IF p.prepared_by = access.current_member() THEN PERFORM access.refuse('own_preparation'); END IF;
  IF p.digest <> a_digest THEN PERFORM access.refuse('edition_read_again'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('statistics/edition/' || p.country || p.year, 0));
  IF p.ledger <> (SELECT count(*) FROM statistics.said s WHERE s.country = p.country AND s.year = p.year) THEN
    PERFORM access.refuse('ledger_moved');
  END IF;
  a_number := (p.document::jsonb ->> 'edition')::integer;
  IF p.document::jsonb ->> 'id' <> a_name THEN PERFORM access.refuse('edition_read_again'); END IF;
  INSERT INTO statistics.edition (id, kind, country, year, edition, document, digest, kid, signature, embargo, agencies,
                                  prepared_by, approved_by, approved_at)
  VALUES (a_name, p.kind, p.country, p.year, a_number, p.document, p.digest, a_kid, a_signature, p.embargo, p.agencies,
          p.prepared_by, access.current_member(), access.domain_now());
  INSERT INTO statistics.said VALUES (a_name, p.country, p.year, p.statements, access.domain_now());
  UPDATE statistics.preparation o SET state = 'released' WHERE o.id = p.id;
END $$;

REVOKE ALL ON FUNCTION statistics.sees_editions(), statistics.named_me(text),
  statistics.begin_edition(uuid, text, text, integer, jsonb, text, timestamptz), statistics.tell_edition(uuid, text),
  statistics.finish_edition(uuid, text, integer, text, text, jsonb, jsonb), statistics.drop_edition(uuid),
  statistics.release_edition(uuid, text, text, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION statistics.sees_editions(), statistics.named_me(text),
  statistics.begin_edition(uuid, text, text, integer, jsonb, text, timestamptz), statistics.tell_edition(uuid, text),
  statistics.finish_edition(uuid, text, integer, text, text, jsonb, jsonb), statistics.drop_edition(uuid),
  statistics.release_edition(uuid, text, text, text, text) TO safeconduct_app;
