-- As before; and an agreement that the other side ends stays here as ended. Nobody brings it back: a new one is asked for.
CREATE OR REPLACE FUNCTION referrals.yes_to_beds() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE me uuid; steps text := OLD.state || '/' || NEW.state;
BEGIN
  IF (OLD.state, OLD.first_by, OLD.second_by) IS NOT DISTINCT FROM (NEW.state, NEW.first_by, NEW.second_by) THEN
    RETURN NEW;
  END IF;
  IF current_user = 'safeconduct_inbox' THEN
    IF steps = 'asked/agreed' AND OLD.side = 'sender' THEN RETURN NEW; END IF;
    IF steps IN ('asked/ended', 'came/ended', 'one_yes/ended', 'agreed/ended') THEN RETURN NEW; END IF;
  ELSE
    me := access.current_member();
    IF EXISTS (SELECT FROM agencies.member m WHERE m.id = me AND (m.supervises OR m.profession = 'administrator')) AND (
         steps = 'came/one_yes' AND NEW.first_by = me AND NEW.second_by IS NULL
      OR steps IN ('proposed/asked', 'one_yes/agreed') AND NEW.second_by = me AND NEW.first_by = OLD.first_by
         AND OLD.second_by IS NULL) THEN RETURN NEW; END IF;
  END IF;
  RAISE EXCEPTION 'referrals: not_your_yes' USING ERRCODE = 'insufficient_privilege';
END $$;
