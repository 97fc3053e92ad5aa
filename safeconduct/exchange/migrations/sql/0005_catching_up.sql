-- After a restore. Numbers of lanes that leap, and sealed bytes that are kept no longer than they may be sent again.

-- A lane on which a restored peer sends: behind the last number that it knows to have taken comes the one with which it
-- goes on. Only lanes that leap come here: for every other one the condition is false before any function is called.
CREATE FUNCTION exchange.leap() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.next := GREATEST(NEW.next, NEW.leap_to);
  NEW.leap_after := NULL;
  NEW.leap_to := NULL;
  RETURN NEW;
END $$;
CREATE TRIGGER leap BEFORE UPDATE ON exchange.lane
  FOR EACH ROW WHEN (NEW.inward AND NEW.leap_to IS NOT NULL AND NEW.next > NEW.leap_after)
  EXECUTE FUNCTION exchange.leap();

-- What was delivered is kept sealed for a while, so that a peer that was restored can have it again. A withdrawal ends
-- that in the statement that notes it, so no road to a withdrawal can forget it; so does the destruction of a key.
CREATE FUNCTION exchange.destroy_sealed(a_referral uuid, some_sections text[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE exchange.outgoing SET event = '{}'
   WHERE referral_id = a_referral AND state IN ('sent', 'refused') AND event <> '{}' AND sections <> '{}'
     AND (some_sections IS NULL OR sections && some_sections)
$$;

CREATE FUNCTION exchange.destroy_with_the_consent() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF 'consent_withdrawn' = ANY (NEW.flags) THEN
    PERFORM exchange.destroy_sealed(NEW.shared, NULL);
  ELSE
    PERFORM exchange.destroy_sealed(NEW.shared, NEW.taken_back);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION exchange.destroy_with_the_key() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  -- By the referral, which has an index. The referrals' room stands above this one: its table is there by then.
  UPDATE exchange.outgoing o SET event = '{}'
    FROM stones s JOIN referrals.referral r ON r.case_id = s.case_id
   WHERE o.referral_id = r.shared AND o.case_id = s.case_id AND s.section = ANY (o.sections) AND o.state IN ('sent', 'refused') AND o.event <> '{}';
  RETURN NULL;
END $$;
CREATE TRIGGER destroy_sealed AFTER INSERT ON keys.tombstone
  REFERENCING NEW TABLE AS stones FOR EACH STATEMENT EXECUTE FUNCTION exchange.destroy_with_the_key();

-- Whether the numbers are agreed on with a peer since this node's restore: whoever posts must know. No lane and no number.
CREATE FUNCTION exchange.agreed_with(a_node text, an_epoch bigint) RETURNS TABLE (state text, ended_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT c.state, c.ended_at FROM exchange.catching_up c WHERE c.peer = a_node AND c.ours AND c.epoch = an_epoch
$$;

-- Numbers for whoever keeps the node, after its own restore and after the peer's; never which referral.
CREATE FUNCTION exchange.caught_up(a_node text)
RETURNS TABLE (ours boolean, state text, begun_at timestamptz, lanes_behind integer, behind integer,
  lanes_ahead integer, ahead integer, again integer, voided integer, told integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT access.keeps_node() THEN PERFORM access.refuse('keeps_no_node'); END IF;
  RETURN QUERY SELECT c.ours, c.state, c.begun_at, c.lanes_behind, c.behind, c.lanes_ahead, c.ahead, c.again, c.voided,
                      c.told FROM exchange.catching_up c WHERE c.peer = a_node ORDER BY c.ours DESC;
END $$;
