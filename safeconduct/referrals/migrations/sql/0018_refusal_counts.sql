-- An adult refuses to be referred: numbers rise by one, and nothing else is kept of it.
--
-- The agency is that of whoever calls, the month that of the call. No member, no moment, no text: the table has no
-- column for them. Each subject is counted by itself, so no row says two things of one person. The lists of codes are
-- checked by the caller (referrals/counted/rules.py); here only their form is.

CREATE FUNCTION referrals.count_refusal(parts text[], sexes text[], forms text[], offered text[], refused text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine uuid := access.current_agency();
  here text;
BEGIN
  IF mine IS NULL OR access.current_administrator() IS NOT NULL THEN PERFORM access.refuse('not_yours_to_count'); END IF;
  IF NOT EXISTS (SELECT FROM agencies.coordination c WHERE c.agency_id = mine) THEN
    PERFORM access.refuse('no_coordinator');
  END IF;
  IF cardinality(parts) <> 1 OR cardinality(sexes) <> 1 OR cardinality(refused) = 0 OR NOT refused <@ offered
     OR EXISTS (SELECT FROM unnest(parts || sexes || forms || offered || refused) u
                 WHERE u IS NULL OR u !~ '^[a-z][a-z_]{0,39}$') THEN
    PERFORM access.refuse('nothing_refused');
  END IF;
  SELECT a.country INTO STRICT here FROM agencies.agency a WHERE a.id = mine;
  -- In one order, whoever comes: two that count at once wait for each other and never in a circle.
  INSERT INTO referrals.refusal_count AS k (id, agency_id, country, month, subject, code, number)
  SELECT gen_random_uuid(), mine, here, date_trunc('month', access.domain_now() AT TIME ZONE 'UTC')::date,
         s.subject, s.code, 1
    FROM (SELECT 'total' AS subject, 'all' AS code
          UNION SELECT 'part_of_country', unnest(parts) UNION SELECT 'sex', unnest(sexes)
          UNION SELECT 'exploitation', unnest(forms) UNION SELECT 'offered', unnest(offered)
          UNION SELECT 'refused', unnest(refused)) s
   ORDER BY s.subject, s.code
  ON CONFLICT (agency_id, month, subject, code) DO UPDATE SET number = k.number + 1;
END $$;

REVOKE ALL ON FUNCTION referrals.count_refusal(text[], text[], text[], text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.count_refusal(text[], text[], text[], text[], text[]) TO safeconduct_app;
