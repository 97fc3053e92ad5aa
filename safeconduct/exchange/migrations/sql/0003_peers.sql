-- The card follows what a second person has agreed to; where an agency has one administrator, that is who supervises.
CREATE OR REPLACE FUNCTION exchange.publish_own_card(a_card jsonb, a_print text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM agencies.member m WHERE m.id = access.current_member()
                    AND (m.profession = 'administrator' OR m.supervises)) THEN PERFORM access.refuse('no_administrator'); END IF;
  IF a_card->>'node' IS DISTINCT FROM access.this_node() THEN PERFORM access.refuse('not_our_card'); END IF;
  PERFORM exchange.keep_card(a_card, a_print);
END $$;
