-- An agency of this node gets another name, country or sector; and a team or an agency goes when nothing hangs on it.

-- Who keeps the node proposes it: partners know an agency by its name, conditions of consents speak of countries, and the
-- sector decides the firewall.
CREATE FUNCTION agencies.change_agency(an_agency uuid, a_name text, a_country text, a_sector text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); a agencies.agency;
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  SELECT * INTO a FROM agencies.agency o WHERE o.id = an_agency AND o.node = access.this_node() FOR UPDATE;
  IF a.id IS NULL THEN PERFORM access.refuse('no_such_agency'); END IF;
  IF a_sector <> a.sector AND agencies.has_work(a.id) THEN PERFORM access.refuse('agency_has_work'); END IF;
  DELETE FROM agencies.proposal p WHERE p.kind = 'agency' AND p.about = a.id AND p.outcome = 'waits';
  IF (a_name, a_country, a_sector) = (a.name, a.country::text, a.sector) THEN RETURN 'at_once'; END IF;
  RETURN agencies.propose('agency', me.agency_id, a.id,
    jsonb_build_object('name', a_name, 'country', a_country, 'sector', a_sector),
    jsonb_build_object('name', a.name, 'country', a.country, 'sector', a.sector));
END $$;

-- How much hangs on a team of the own agency. Referrals that are closed name it as well.
CREATE FUNCTION agencies.hangs_on_team(a_team uuid) RETURNS TABLE (seats bigint, services bigint, referrals bigint, grants bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.team t WHERE t.id = a_team AND t.agency_id = me.agency_id) THEN
    PERFORM access.refuse('no_such_team');
  END IF;
  RETURN QUERY SELECT
    (SELECT count(*) FROM agencies.seat s WHERE s.team_id = a_team),
    (SELECT count(*) FROM directory.entry d WHERE d.team_id = a_team),
    (SELECT count(*) FROM referrals.referral r WHERE r.team_id = a_team),
    (SELECT count(*) FROM access.grants g WHERE g.holder_team = a_team);
END $$;

CREATE FUNCTION agencies.remove_team(a_team uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n record;
BEGIN
  PERFORM FROM agencies.team t WHERE t.id = a_team FOR UPDATE;
  SELECT * INTO n FROM agencies.hangs_on_team(a_team);
  IF n.seats + n.services + n.referrals + n.grants > 0 THEN PERFORM access.refuse('team_is_used'); END IF;
  DELETE FROM agencies.proposal p WHERE p.kind = 'team' AND p.about = a_team;
  UPDATE agencies.invitation i SET teams = array_remove(i.teams, a_team) WHERE a_team = ANY (i.teams);
  DELETE FROM agencies.team t WHERE t.id = a_team;
END $$;

-- How much hangs on an agency of this node, for who keeps the node. Members who have left count: records name them.
CREATE FUNCTION agencies.hangs_on_agency(an_agency uuid)
RETURNS TABLE (members bigint, teams bigint, referrals bigint, cases bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  IF NOT EXISTS (SELECT FROM agencies.agency a WHERE a.id = an_agency AND a.node = access.this_node()) THEN
    PERFORM access.refuse('no_such_agency');
  END IF;
  RETURN QUERY SELECT
    (SELECT count(*) FROM agencies.member m WHERE m.agency_id = an_agency),
    (SELECT count(*) FROM agencies.team t WHERE t.agency_id = an_agency),
    (SELECT count(*) FROM referrals.referral r WHERE r.agency_id = an_agency OR r.other_agency_id = an_agency),
    (SELECT count(*) FROM access."case" c WHERE c.agency_id = an_agency);
END $$;

CREATE FUNCTION agencies.remove_agency(an_agency uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE n record;
BEGIN
  PERFORM FROM agencies.agency a WHERE a.id = an_agency FOR UPDATE;
  SELECT * INTO n FROM agencies.hangs_on_agency(an_agency);
  IF n.members + n.teams + n.referrals + n.cases > 0 THEN PERFORM access.refuse('agency_is_used'); END IF;
  DELETE FROM agencies.proposal p WHERE p.about = an_agency;
  DELETE FROM agencies.invitation i WHERE i.agency_id = an_agency;
  DELETE FROM agencies.coordination c WHERE c.agency_id = an_agency;
  DELETE FROM agencies.agency a WHERE a.id = an_agency;
END $$;
