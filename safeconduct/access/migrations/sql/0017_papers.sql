-- A paper code: the person's own view of their file, without an account. Whoever types it is no member: a look belongs to
-- one code, shows what was chosen for it and nothing else, writes only words to the lead, and ends after minutes. No
-- serving role has any privilege on these tables. Minutes and guesses run by the machine's clock, the code's end by the
-- domain's.

-- The key of the marks of codes, wrapped by the node's own: of use to nobody without the key folder.
CREATE TABLE access.paper_key (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  wrapped bytea NOT NULL
);

CREATE FUNCTION access.paper_key() RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT k.wrapped FROM access.paper_key k
$$;

-- The first member who gives a code makes the key; whoever comes second gets the one that stands.
CREATE FUNCTION access.keep_paper_key(a_key bytea) RETURNS bytea
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me();
BEGIN
  INSERT INTO access.paper_key (wrapped) VALUES (a_key) ON CONFLICT DO NOTHING;
  RETURN (SELECT k.wrapped FROM access.paper_key k);
END $$;

CREATE TABLE access.paper (
  id uuid PRIMARY KEY,
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  mark bytea NOT NULL UNIQUE CHECK (length(mark) = 32),
  -- The list of `access/papers.py: Part`; a test holds the two together.
  parts text[] NOT NULL CHECK (cardinality(parts) > 0 AND parts <@ ARRAY['appointments', 'consents', 'plan', 'seen']),
  hours boolean NOT NULL,
  language text NOT NULL,
  made_by uuid NOT NULL REFERENCES agencies.member (id),
  made_at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  ended_at timestamptz,
  ended_why text CHECK (ended_why IN ('revoked', 'replaced', 'by_person')),
  tried_at timestamptz,
  CONSTRAINT ninety_days_at_most CHECK (until > made_at AND until <= made_at + interval '91 days'),
  CONSTRAINT paper_ended_has_a_reason CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE UNIQUE INDEX one_paper_a_case ON access.paper (case_id) WHERE ended_at IS NULL;

CREATE TABLE access.look (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  paper_id uuid NOT NULL REFERENCES access.paper (id) ON DELETE CASCADE,
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  began_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT ten_minutes_at_most CHECK (ends_at <= began_at + interval '10 minutes')
);
CREATE INDEX looks_of_a_paper ON access.look (paper_id);

-- A code that opened nothing. Who tried it is a keyed mark of the address, never the address.
CREATE TABLE access.guess (
  at timestamptz NOT NULL,
  address bytea NOT NULL CHECK (length(address) = 16)
);
CREATE INDEX guesses_by_time ON access.guess (at);

-- Whether a code stands now: not ended, not over, and somebody leads the case.
CREATE FUNCTION access.paper_stands(p access.paper) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT p.ended_at IS NULL AND p.until > access.domain_now() AND EXISTS (
    SELECT FROM access.grants g WHERE g.case_id = p.case_id AND g.basis = 'lead' AND g.ended_at IS NULL)
$$;

-- The look that acts in this transaction: a token of two parts, which no member's token is.
CREATE FUNCTION access.current_look() RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE said text[]; found uuid;
BEGIN
  IF COALESCE(current_setting('safeconduct.context', true), '') NOT LIKE 'look|%' THEN RETURN NULL; END IF;
  said := access.verified('web', 2);
  IF said IS NULL THEN RETURN NULL; END IF;
  SELECT l.id INTO found FROM access.look l JOIN access.paper p ON p.id = l.paper_id
   WHERE l.id = said[2]::uuid AND l.ended_at IS NULL AND l.ends_at > now() AND access.paper_stands(p);
  RETURN found;
END $$;

-- What the look that acts is of. One row, or none.
CREATE FUNCTION access.my_paper() RETURNS TABLE (
  paper_id uuid, case_id uuid, agency_id uuid, parts text[], hours boolean, language text, until timestamptz, ends_at timestamptz
)
LANGUAGE sql STABLE ROWS 1 SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT p.id, p.case_id, p.agency_id, p.parts, p.hours, p.language, p.until, l.ends_at
    FROM access.look l JOIN access.paper p ON p.id = l.paper_id WHERE l.id = access.current_look()
$$;

-- Read by row policies: the case of the look that acts, where its paper shows this part.
CREATE FUNCTION access.on_paper(part text) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE ROWS 1 SECURITY DEFINER SET search_path = access, pg_temp AS $$
BEGIN
  IF COALESCE(current_setting('safeconduct.context', true), '') NOT LIKE 'look|%' THEN RETURN; END IF;
  RETURN QUERY SELECT m.case_id FROM access.my_paper() m WHERE on_paper.part = ANY (m.parts);
END $$;

-- The lead gives one: it takes the place of the one before. What it shows, the lead must be able to open.
CREATE FUNCTION access.make_paper(
  a_paper uuid, a_case uuid, a_mark bytea, the_parts text[], with_hours boolean, a_language text, an_end timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); c access."case";
BEGIN
  SELECT * INTO c FROM access."case" k WHERE k.id = a_case AND k.agency_id = me.agency_id AND k.kind = 'own' FOR UPDATE;
  IF c.id IS NULL OR NOT access.is_lead(a_case, me.id) THEN PERFORM access.refuse('only_the_lead_gives_a_paper'); END IF;
  IF EXISTS (SELECT FROM access.paper p WHERE p.id = a_paper) THEN PERFORM access.refuse('paper_was_shown'); END IF;
  IF an_end IS NULL OR an_end <= access.domain_now() OR an_end > access.domain_now() + interval '91 days' THEN
    PERFORM access.refuse('paper_ends_within_ninety_days');
  END IF;
  IF the_parts && ARRAY['plan', 'appointments'] AND NOT EXISTS (
       SELECT FROM access.visible_sections() v WHERE v.case_id = a_case AND v.section = 'plan') THEN
    PERFORM access.refuse('not_yours_to_show');
  END IF;
  UPDATE access.paper p SET ended_at = access.domain_now(), ended_why = 'replaced'
   WHERE p.case_id = a_case AND p.ended_at IS NULL;
  INSERT INTO access.paper (id, case_id, agency_id, mark, parts, hours, language, made_by, made_at, until)
  VALUES (a_paper, a_case, c.agency_id, a_mark, the_parts, with_hours, a_language, me.id, access.domain_now(), an_end);
END $$;

-- The papers of a case that the member has in hand, newest first; the mark never leaves.
CREATE FUNCTION access.papers_of(a_case uuid) RETURNS TABLE (
  id uuid, parts text[], hours boolean, language text, made_at timestamptz, until timestamptz, ended_at timestamptz,
  ended_why text, tried_at timestamptz, looks bigint, last_look timestamptz
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT p.id, p.parts, p.hours, p.language, p.made_at, p.until,
         COALESCE(p.ended_at, CASE WHEN NOT access.paper_stands(p) THEN least(p.until, access.domain_now()) END),
         COALESCE(p.ended_why, CASE WHEN NOT access.paper_stands(p) THEN 'over' ELSE '' END), p.tried_at,
         (SELECT count(*) FROM access.look l WHERE l.paper_id = p.id),
         (SELECT max(l.began_at) FROM access.look l WHERE l.paper_id = p.id)
    FROM access.paper p
   WHERE p.case_id = a_case AND a_case IN (SELECT access.cases_in_hand()) ORDER BY p.made_at DESC LIMIT 20
$$;

-- It shows nothing from the next moment on: by whoever has the case in hand, or supervises where it lies.
CREATE FUNCTION access.end_paper(a_paper uuid) RETURNS uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); of_case uuid;
BEGIN
  SELECT p.case_id INTO of_case FROM access.paper p
   WHERE p.id = a_paper AND p.agency_id = me.agency_id
     AND (p.case_id IN (SELECT access.cases_in_hand()) OR access.supervised(p.case_id)) FOR UPDATE;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_paper'); END IF;
  UPDATE access.paper p SET ended_at = access.domain_now(), ended_why = 'revoked' WHERE p.id = a_paper AND p.ended_at IS NULL;
  RETURN of_case;
END $$;

-- Somebody types a code, for whom nobody acts yet. `open` with a look of ten minutes; `unknown`, which is counted;
-- or `wait` with the seconds. Every code takes the same statements, an ended one those of one that never was; one try
-- after the other, so that no two are counted as one.
CREATE FUNCTION access.enter_by_paper(a_mark bytea, an_address bytea, a_digest bytea) RETURNS TABLE (state text, wait integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE p access.paper; near timestamptz; far timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('access.paper', 0));
  -- The fifth-newest failure of this address within a quarter of an hour, and the six-hundredth of all within one hour.
  SELECT g.at INTO near FROM access.guess g WHERE g.address = an_address AND g.at > now() - interval '15 minutes'
   ORDER BY g.at DESC OFFSET 4 LIMIT 1;
  SELECT g.at INTO far FROM access.guess g WHERE g.at > now() - interval '1 hour' ORDER BY g.at DESC OFFSET 599 LIMIT 1;
  wait := GREATEST(
    COALESCE(ceil(extract(epoch FROM near + interval '15 minutes' - now())), 0),
    COALESCE(ceil(extract(epoch FROM far + interval '1 hour' - now())), 0))::integer;
  IF wait > 0 THEN state := 'wait'; RETURN NEXT; RETURN; END IF;
  SELECT * INTO p FROM access.paper o WHERE o.mark = a_mark AND access.paper_stands(o);
  UPDATE access.paper o SET tried_at = now() WHERE o.mark = a_mark AND p.id IS NULL;
  IF p.id IS NULL THEN
    INSERT INTO access.guess (at, address) VALUES (now(), an_address);
    state := 'unknown'; RETURN NEXT; RETURN;
  END IF;
  INSERT INTO access.look (paper_id, digest, began_at, ends_at)
  VALUES (p.id, a_digest, now(), now() + interval '10 minutes');
  state := 'open'; RETURN NEXT;
END $$;

-- The look behind a cookie, while it lasts. Whoever asks must bring what was given to that browser.
CREATE FUNCTION access.look_by(a_digest bytea) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT l.id FROM access.look l JOIN access.paper p ON p.id = l.paper_id
   WHERE l.digest = a_digest AND l.ended_at IS NULL AND l.ends_at > now() AND access.paper_stands(p)
$$;

-- The person closes the page, or ends the paper itself.
CREATE FUNCTION access.end_look(and_paper boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE mine uuid := access.current_look();
BEGIN
  IF mine IS NULL THEN PERFORM access.refuse('nobody_is_acting'); END IF;
  UPDATE access.paper p SET ended_at = access.domain_now(), ended_why = 'by_person'
   WHERE and_paper AND p.ended_at IS NULL AND p.id = (SELECT l.paper_id FROM access.look l WHERE l.id = mine);
  UPDATE access.look l SET ended_at = now() WHERE l.id = mine;
END $$;

-- "Stop sharing" from the paper: from this moment nothing more leaves under this consent. The lead tells the others.
CREATE FUNCTION access.stop_by_paper(a_consent uuid) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n integer;
BEGIN
  UPDATE access.grants g SET ended_at = access.domain_now(), ended_why = 'by_person'
   WHERE g.case_id IN (SELECT access.on_paper('consents')) AND g.discloses AND g.consent_id = a_consent AND g.ended_at IS NULL;
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;

-- As `who_saw`, for the person with the paper: no referral is named.
CREATE FUNCTION access.seen_by_paper() RETURNS TABLE (
  at timestamptz, agency_id uuid, role text, action text, section text, purpose text
)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT r.at, r.agency_id, r.actor_role, r.action, r.section, r.purpose
    FROM audit.record r
   WHERE r.case_id IN (SELECT access.on_paper('seen')) AND r.outcome = 'done' AND r.section <> ''
     AND r.action IN ('section:read', 'section:read_there', 'section:told', 'section:saved', 'section:copied_there', 'section:given_as_file')
   ORDER BY r.at DESC LIMIT 500
$$;

-- When a file was looked at by a paper code: for who has it in hand, and for the person with the paper.
CREATE FUNCTION access.looks_of(a_case uuid) RETURNS SETOF timestamptz
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT r.at FROM audit.record r
   WHERE r.case_id = a_case AND r.action = 'paper:looked'
     AND (a_case IN (SELECT access.cases_in_hand()) OR a_case IN (SELECT access.on_paper('seen')))
   ORDER BY r.at DESC LIMIT 100
$$;

-- The alarm, for who leads a case with a paper that stands and for who supervises in its agency: how many codes were
-- tried within a day that opened nothing, from ten on; and the files whose ended code was tried within a week.
CREATE FUNCTION access.paper_alarm() RETURNS TABLE (guesses bigint, tried uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  WITH mine AS (
    SELECT p.* FROM agencies.member me JOIN access.paper p ON p.agency_id = me.agency_id
     WHERE me.id = access.current_member() AND me.profession <> 'administrator'
       AND (me.supervises OR access.is_lead(p.case_id, me.id))
  )
  SELECT CASE WHEN EXISTS (SELECT FROM mine p WHERE access.paper_stands(p)) AND n.n >= 10 THEN n.n ELSE 0 END,
         ARRAY(SELECT DISTINCT p.case_id FROM mine p
                WHERE p.tried_at > now() - interval '7 days' AND access.is_lead(p.case_id, access.current_member()))
    FROM (SELECT count(*) AS n FROM access.guess g WHERE g.at > now() - interval '1 day') n
$$;

-- For the worker: guesses of more than two days, and papers that have shown nothing for ninety days, with their looks.
CREATE FUNCTION access.forget_papers() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n bigint;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  DELETE FROM access.guess g WHERE g.at <= now() - interval '2 days';
  GET DIAGNOSTICS n = ROW_COUNT;
  DELETE FROM access.paper p WHERE least(p.ended_at, p.until) <= access.domain_now() - interval '90 days';
  RETURN n;
END $$;
