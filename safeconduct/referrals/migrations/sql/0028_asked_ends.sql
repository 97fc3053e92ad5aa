-- Of the questions of authorities that the acting member has asked, or answers: whose consent ends, or ended, before the
-- day that was asked for, when and why. No row where it does not: then the day that was asked for holds. The same
-- conditions as in `referrals.asked_place`, as far as they are the consent's; nothing else of the consent is told.
CREATE FUNCTION referrals.asked_ends() RETURNS TABLE (ask uuid, ends_at timestamptz, why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.id, e.ends_at, e.why
    FROM referrals.authority_ask k
    JOIN consent.version v ON v.consent_id = k.consent_id AND v.version = k.consent_version
   CROSS JOIN LATERAL (
     SELECT x.ends_at, x.why
       FROM (SELECT min(w.at), 'consent_taken_back' FROM consent.withdrawal w WHERE w.consent_id = v.consent_id
             UNION ALL
             SELECT min(n.recorded_at), 'consent_changed' FROM consent.version n
              WHERE n.consent_id = v.consent_id AND n.version > v.version
             UNION ALL
             SELECT v.expires_at, 'consent_ends') x (ends_at, why)
      WHERE x.ends_at < k.until ORDER BY x.ends_at LIMIT 1) e
   WHERE k.answer = 'yes' AND k.number = left(replace(v.case_id::text, '-', ''), 12)
     AND (k.asked_by = (SELECT access.current_member()) AND k.agency_id = (SELECT access.current_agency())
          OR v.case_id = ANY (ARRAY(SELECT access.cases_in_hand())))
$$;

REVOKE ALL ON FUNCTION referrals.asked_ends() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION referrals.asked_ends() TO safeconduct_app;
