-- Contacts of hotlines are seen by two: a wrong number there sends people who call at night to nobody, or to the wrong one.

ALTER TABLE agencies.proposal DROP CONSTRAINT proposal_kind_check;
ALTER TABLE agencies.proposal ADD CONSTRAINT proposal_kind_check
  CHECK (kind IN ('seat', 'team', 'agency', 'clocks', 'retention', 'capacity', 'statement', 'contact'));

ALTER FUNCTION directory.say_facts(uuid, jsonb) RENAME TO put_facts;
REVOKE ALL ON FUNCTION directory.put_facts(uuid, jsonb) FROM safeconduct_app;

-- As before; a contact that is new to a hotline, or to a service that becomes one, is proposed. Until somebody else has
-- seen it, the one stands that somebody has seen, or none.
CREATE FUNCTION directory.say_facts(an_entry uuid, said jsonb) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member; e directory.entry; wanted text := COALESCE(said->>'contact', ''); seen text;
BEGIN
  SELECT * INTO e FROM directory.entry o WHERE o.id = an_entry FOR UPDATE;
  seen := CASE WHEN directory.is_hotline(e.intake, e.place) THEN e.contact ELSE '' END;
  IF NOT directory.is_hotline(COALESCE(said->>'intake', ''), COALESCE(said->>'place', '')) THEN
    PERFORM directory.put_facts(an_entry, said);
    DELETE FROM agencies.proposal p WHERE p.kind = 'contact' AND p.about = an_entry AND p.outcome = 'waits';
  ELSIF wanted = '' OR wanted = seen THEN
    PERFORM directory.put_facts(an_entry, said);
  ELSE
    PERFORM directory.put_facts(an_entry, said || jsonb_build_object('contact', seen));
    me := agencies.administrator();
    PERFORM agencies.propose('contact', me.agency_id, an_entry, jsonb_build_object('contact', wanted),
                             jsonb_build_object('contact', seen));
  END IF;
END $$;

-- Called inside only. What was seen by two is a version of its own; what stands by one word is part of the change in hand.
CREATE FUNCTION directory.put_contact(p agencies.proposal, is_back boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid := access.current_member(); wanted text := CASE WHEN is_back THEN p.stood ELSE p.said END->>'contact';
BEGIN
  UPDATE directory.entry e SET contact = wanted
   WHERE e.id = p.about AND (wanted = '' OR e.place NOT IN ('', 'shelter', 'safe_flat'));
  IF NOT FOUND THEN PERFORM access.refuse('contact_not_there'); END IF;
  IF is_back THEN
    PERFORM directory.write_version(p.about, me, NULL);
  ELSIF p.outcome = 'waits' THEN
    PERFORM directory.mark_checked(p.about, p.agency_id, ARRAY['reached']);
    PERFORM directory.write_version(p.about, p.by_member, me);
  END IF;
END $$;

ALTER FUNCTION agencies.put_proposal(agencies.proposal, boolean) RENAME TO put_proposal_of_agencies;
CREATE FUNCTION agencies.put_proposal(p agencies.proposal, is_back boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF p.kind = 'contact' THEN
    PERFORM directory.put_contact(p, is_back);
  ELSE
    PERFORM agencies.put_proposal_of_agencies(p, is_back);
  END IF;
END $$;

-- As before, with the service whose contact it is.
CREATE OR REPLACE FUNCTION agencies.proposals() RETURNS TABLE (
  id uuid, kind text, about uuid, name text, said jsonb, stood jsonb, by_name text, at timestamptz, by_one boolean, for_me boolean
)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member;
BEGIN
  SELECT * INTO me FROM agencies.member m WHERE m.id = access.current_member();
  IF me.id IS NULL OR NOT (me.supervises OR me.profession = 'administrator') THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, p.kind, p.about,
           CASE WHEN p.kind IN ('seat', 'capacity') THEN (SELECT m.name FROM agencies.member m WHERE m.id = p.about)
                WHEN p.kind = 'team' THEN (SELECT t.name FROM agencies.team t WHERE t.id = p.about)
                WHEN p.kind = 'agency' THEN (SELECT a.name FROM agencies.agency a WHERE a.id = p.about)
                WHEN p.kind = 'contact' THEN (SELECT e.service FROM directory.entry e WHERE e.id = p.about) ELSE '' END,
           p.said, p.stood, b.name, p.at, p.outcome = 'by_one',
           me.id IN (SELECT agencies.seconds_for(p.kind, p.agency_id, p.by_member, p.about))
      FROM agencies.proposal p JOIN agencies.member b ON b.id = p.by_member
     WHERE p.outcome IN ('waits', 'by_one')
       AND (p.agency_id = me.agency_id
            OR (me.keeps_node AND p.kind IN ('agency', 'clocks', 'retention', 'capacity')))
       AND (p.kind <> 'contact' OR EXISTS (SELECT FROM directory.entry e WHERE e.id = p.about))
     ORDER BY p.at LIMIT 100;
END $$;

REVOKE ALL ON FUNCTION
  directory.say_facts(uuid, jsonb), directory.put_contact(agencies.proposal, boolean),
  agencies.put_proposal(agencies.proposal, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.say_facts(uuid, jsonb) TO safeconduct_app;
