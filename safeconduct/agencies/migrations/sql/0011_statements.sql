-- What an agency says in public of a text of the network. It binds the agency, so two see it; taking back is quick.

ALTER TABLE agencies.proposal DROP CONSTRAINT proposal_kind_check;
ALTER TABLE agencies.proposal ADD CONSTRAINT proposal_kind_check
  CHECK (kind IN ('seat', 'team', 'agency', 'clocks', 'retention', 'capacity', 'statement'));

-- One more statement of an agency, with the next number. Whatever stood already, or was not there, is not said again.
CREATE FUNCTION agencies.put_statement(an_agency uuid, who uuid, second uuid, v jsonb, it_says text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE stands text; digest_there text; next_one integer;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('statement/' || an_agency || '/' || (v->>'code'), 0));
  SELECT s.says, s.digest INTO stands, digest_there FROM agencies.statement s
   WHERE s.agency_id = an_agency AND s.code = v->>'code' AND s.version = (v->>'version')::integer
   ORDER BY s.number DESC LIMIT 1;
  IF it_says = 'withdrawn' AND COALESCE(stands, 'withdrawn') = 'withdrawn' THEN RETURN; END IF;
  IF it_says = 'stands' AND stands = 'stands' AND digest_there = v->>'digest' THEN RETURN; END IF;
  SELECT COALESCE(max(s.number), 0) + 1 INTO next_one FROM agencies.statement s
   WHERE s.agency_id = an_agency AND s.code = v->>'code';
  INSERT INTO agencies.statement
    (id, agency_id, agency_name, kind, code, version, digest, title, says, number, day, at, by_member, seen_by)
  VALUES (gen_random_uuid(), an_agency, (SELECT a.name FROM agencies.agency a WHERE a.id = an_agency), v->>'kind',
          v->>'code', (v->>'version')::integer, v->>'digest', v->>'title', it_says, next_one,
          (access.domain_now() AT TIME ZONE 'UTC')::date, access.domain_now(), who, second);
END $$;

-- The administrator would sign or adopt exactly this wording: 'waits', or 'by_one' where nobody else is there.
CREATE FUNCTION agencies.propose_statement(
  a_kind text, a_code text, a_version integer, a_digest text, a_title text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); it_says jsonb;
BEGIN
  it_says := jsonb_build_object('kind', a_kind, 'code', a_code, 'version', a_version, 'digest', a_digest,
                                'title', a_title);
  RETURN agencies.propose('statement', me.agency_id, agencies.name_of_statement(me.agency_id, a_code, a_version),
                          it_says, '{}');
END $$;

-- Of one agency, one text and one version: what waits is one.
CREATE FUNCTION agencies.name_of_statement(an_agency uuid, a_code text, a_version integer) RETURNS uuid
LANGUAGE sql IMMUTABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT md5(an_agency || '/' || a_code || '/' || a_version)::uuid
$$;

-- The administrator alone takes it back, and what waits with it.
CREATE FUNCTION agencies.take_back_statement(a_code text, a_version integer) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); s agencies.statement; waited boolean;
BEGIN
  DELETE FROM agencies.proposal p WHERE p.kind = 'statement' AND p.outcome = 'waits'
     AND p.about = agencies.name_of_statement(me.agency_id, a_code, a_version);
  waited := FOUND;
  SELECT * INTO s FROM agencies.statement o WHERE o.agency_id = me.agency_id AND o.code = a_code
     AND o.version = a_version ORDER BY o.number DESC LIMIT 1;
  IF s.id IS NULL OR s.says <> 'stands' THEN RETURN waited; END IF;
  PERFORM agencies.put_statement(me.agency_id, me.id, NULL, to_jsonb(s), 'withdrawn');
  RETURN true;
END $$;

ALTER FUNCTION agencies.put_proposal(agencies.proposal, boolean) RENAME TO put_proposal_of_rights;
CREATE FUNCTION agencies.put_proposal(p agencies.proposal, is_back boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p.kind = 'statement' AND is_back THEN
    PERFORM agencies.put_statement(p.agency_id, access.current_member(), NULL, p.said, 'withdrawn');
  ELSIF p.kind = 'statement' THEN
    PERFORM agencies.put_statement(p.agency_id, p.by_member, CASE p.outcome WHEN 'waits' THEN access.current_member() END,
                                   p.said, 'stands');
  ELSE
    PERFORM agencies.put_proposal_of_rights(p, is_back);
  END IF;
END $$;

-- What goes to the public site: of each agency, text and version the newest statement, and no member.
CREATE FUNCTION agencies.statements_said() RETURNS TABLE (
  id uuid, agency_id uuid, agency_name text, kind text, code text, version integer, digest text, says text,
  number integer, day date, kid text, signature text
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF access.current_member() IS NULL THEN RETURN; END IF;
  RETURN QUERY
    SELECT DISTINCT ON (s.agency_id, s.code, s.version) s.id, s.agency_id, s.agency_name, s.kind, s.code, s.version,
           s.digest, s.says, s.number, s.day, s.kid, s.signature
      FROM agencies.statement s ORDER BY s.agency_id, s.code, s.version, s.number DESC LIMIT 2000;
END $$;

-- The node's signature under a statement, by whoever may administer or see what is administered.
CREATE FUNCTION agencies.sign_statement(a_statement uuid, a_kid text, a_signature text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = access.current_member()
                    AND (m.supervises OR m.profession = 'administrator')) THEN
    PERFORM access.refuse('not_an_administrator');
  END IF;
  UPDATE agencies.statement s SET kid = a_kid, signature = a_signature
   WHERE s.id = a_statement AND s.kid <> a_kid;
END $$;

-- An agency that goes takes its statements back.
CREATE FUNCTION agencies.take_back_of_who_goes() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE s agencies.statement;
BEGIN
  FOR s IN SELECT DISTINCT ON (o.code, o.version) o.* FROM agencies.statement o WHERE o.agency_id = OLD.id
            ORDER BY o.code, o.version, o.number DESC LOOP
    PERFORM agencies.put_statement(OLD.id, access.current_member(), NULL, to_jsonb(s), 'withdrawn');
  END LOOP;
  RETURN OLD;
END $$;
CREATE TRIGGER statements_of_who_goes BEFORE DELETE ON agencies.agency
FOR EACH ROW EXECUTE FUNCTION agencies.take_back_of_who_goes();
