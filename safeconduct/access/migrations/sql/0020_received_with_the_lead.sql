-- With the lead of a file goes what was received beside it: who offers names the received cases that they hold, and who
-- accepts takes them over or leaves them. Nobody gets by it what the policy does not give them.
ALTER TABLE access.lead_offer ADD COLUMN received uuid[] NOT NULL DEFAULT '{}';

-- Who offers the lead offers these received cases with it; how many of them they hold by what was agreed.
CREATE FUNCTION access.offer_received(an_offer uuid, some_cases uuid[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); mine uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM access.lead_offer f
                  WHERE f.id = an_offer AND f.from_member = me.id AND f.ended_at IS NULL) THEN
    PERFORM access.refuse('not_your_offer');
  END IF;
  SELECT COALESCE(array_agg(c.id ORDER BY c.id), '{}') INTO mine
    FROM access."case" c
   WHERE c.id = ANY (some_cases) AND c.kind = 'received' AND c.agency_id = me.agency_id
     AND EXISTS (SELECT FROM access.my_grants() g WHERE g.case_id = c.id AND g.basis IN ('consent', 'ground'));
  UPDATE access.lead_offer f SET received = mine WHERE f.id = an_offer;
  RETURN cardinality(mine);
END $$;

-- How many received cases come with an open offer, for the two whom it concerns; 0 for everybody else.
CREATE FUNCTION access.offered_received(an_offer uuid) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT COALESCE(max(cardinality(f.received)), 0) FROM access.lead_offer f
   WHERE f.id = an_offer AND f.ended_at IS NULL AND access.current_member() IN (f.from_member, f.to_member)
$$;

-- Who has accepted the lead takes over what was offered with it, as far as the policy opens it to them and who offered it
-- holds it still; the cases that came over. It is done once.
CREATE FUNCTION access.take_received(an_offer uuid) RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me agencies.member := access.me(); o access.lead_offer; one uuid;
BEGIN
  SELECT * INTO o FROM access.lead_offer f WHERE f.id = an_offer AND f.to_member = me.id FOR UPDATE;
  IF o.id IS NULL OR o.ended_why IS DISTINCT FROM 'accepted' OR NOT access.is_lead(o.case_id, me.id) THEN
    PERFORM access.refuse('not_accepted_by_you');
  END IF;
  UPDATE access.lead_offer f SET received = '{}' WHERE f.id = o.id;
  FOR one IN SELECT c.id FROM access."case" c
              WHERE c.id = ANY (o.received) AND c.kind = 'received' AND c.agency_id = me.agency_id
                AND access.could_take(c.id, o.from_member, me.id) ORDER BY c.id LOOP
    PERFORM access.hand_over_case(one, o.from_member, me.id);
    RETURN NEXT one;
  END LOOP;
END $$;

REVOKE ALL ON FUNCTION access.offer_received(uuid, uuid[]) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.offered_received(uuid) FROM PUBLIC;
REVOKE ALL ON FUNCTION access.take_received(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION access.offer_received(uuid, uuid[]) TO safeconduct_app;
GRANT EXECUTE ON FUNCTION access.offered_received(uuid) TO safeconduct_app;
GRANT EXECUTE ON FUNCTION access.take_received(uuid) TO safeconduct_app;
