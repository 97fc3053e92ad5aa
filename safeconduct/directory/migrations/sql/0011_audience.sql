-- Before deployment. For whom a service is, as somebody of its own agency says who has just checked it; until then it is
-- for members alone. The site's worker never reads this: the node's worker hands over what is for everybody.
CREATE FUNCTION directory.say_audience(
  an_entry uuid, an_audience text, a_contact text, tells boolean, is_checked boolean
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE me agencies.member := agencies.administrator(); e directory.entry; by_two boolean;
BEGIN
  IF an_audience <> 'members_only' AND NOT is_checked THEN PERFORM access.refuse('to_be_checked'); END IF;
  SELECT * INTO e FROM directory.entry o WHERE o.id = an_entry AND o.agency_id = me.agency_id FOR UPDATE;
  IF NOT FOUND THEN PERFORM access.refuse('no_such_service'); END IF;
  -- Of a hotline everybody is told what two have seen, and nothing of its own is kept here: it would stay when that changes.
  by_two := directory.is_hotline(e.intake, e.place);
  IF by_two AND a_contact NOT IN ('', e.contact) THEN PERFORM access.refuse('public_contact_by_two'); END IF;
  UPDATE directory.entry o SET
    audience = an_audience, public_contact = CASE WHEN by_two THEN '' ELSE a_contact END, tells_intake = tells
   WHERE o.id = an_entry;
  -- Who ticks it has looked at every part; the day on which all were looked at follows from them (0020).
  IF is_checked THEN PERFORM directory.mark_checked(an_entry, me.agency_id, ARRAY['takes', 'reached', 'where']); END IF;
END $$;
REVOKE ALL ON FUNCTION directory.say_audience(uuid, text, text, boolean, boolean) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION directory.say_audience(uuid, text, text, boolean, boolean) TO safeconduct_app;

-- The worker reads the directory to hand over what is for everybody. Nothing of a person stands here.
GRANT USAGE ON SCHEMA directory TO safeconduct_worker;
GRANT SELECT ON directory.entry TO safeconduct_worker;
