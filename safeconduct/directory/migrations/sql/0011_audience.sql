-- Before deployment. For whom a service is, as somebody of its own agency says who has just checked it; until then it is
-- for members alone. The site's worker never reads this: the node's worker hands over what is for everybody.
CREATE FUNCTION directory.say_audience(
  an_entry uuid, an_audience text, a_contact text, tells boolean, is_checked boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator();
BEGIN
  IF an_audience <> 'members_only' AND NOT is_checked THEN PERFORM access.refuse('to_be_checked'); END IF;
  UPDATE directory.entry e SET
    audience = an_audience, public_contact = a_contact, tells_intake = tells
   WHERE e.id = an_entry AND e.agency_id = me.agency_id;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
  -- Who ticks it has looked at every part; the day on which all were looked at follows from them (0020).
  IF is_checked THEN PERFORM directory.mark_checked(an_entry, me.agency_id, ARRAY['takes', 'reached', 'where']); END IF;
END $$;
REVOKE ALL ON FUNCTION directory.say_audience(uuid, text, text, boolean, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.say_audience(uuid, text, text, boolean, boolean) TO safeconduct_app;

-- The worker reads the directory to hand over what is for everybody. Nothing of a person stands here.
GRANT USAGE ON SCHEMA directory TO safeconduct_worker;
GRANT SELECT ON directory.entry TO safeconduct_worker;
