-- How many persons are in a sum of money, by currency: of few of them no sum is said. Before, all that were paid in whatever
-- currency let each sum be said, so that of the one who was paid in another currency the amount stood there.
CREATE OR REPLACE FUNCTION statistics.added(p statistics.person)
RETURNS TABLE (agency_id uuid, side text, quarter date, dim text, value text, part text, number integer)
LANGUAGE sql IMMUTABLE AS $$
  SELECT p.agency_id, 'person', p.quarter, 'all', '', split_part(w.word, '=', 1),
         COALESCE(NULLIF(split_part(w.word, '=', 2), ''), '1')::integer
    FROM (
      SELECT 'cases' AS word
      UNION ALL SELECT 'objects' WHERE p.objects
      UNION ALL SELECT u.word FROM (VALUES ('unknown:sex', p.sex), ('unknown:age', p.age), ('unknown:citizenship', p.citizen))
                  AS u(word, said) WHERE NOT p.objects AND COALESCE(u.said, 'UNK') = 'UNK'
      UNION ALL SELECT 'unknown:form' WHERE p.registered IS NOT NULL AND NOT p.objects AND COALESCE(p.form, 'UNK') = 'UNK'
      UNION ALL SELECT 'contradiction:age' WHERE p.born <> p.age AND p.born <> 'UNK' AND p.age <> 'UNK'
      UNION ALL SELECT unnest(p.rights)
      UNION ALL SELECT unnest(p.follow_up)
      UNION ALL SELECT jsonb_array_elements_text(c.value) FROM jsonb_each(p.claims) c
      UNION ALL SELECT DISTINCT replace(split_part(e.word, '=', 1), '_sum:', '_persons:')
                  FROM jsonb_each(p.claims) c, jsonb_array_elements_text(c.value) AS e(word) WHERE e.word ~ '_sum:.*='
    ) w
   WHERE p.mark IS NOT NULL
  UNION ALL
  SELECT p.agency_id, 'person', p.touched, 'touched', '', 'file', 1 WHERE p.mark IS NOT NULL
  UNION ALL
  SELECT p.agency_id, 'person', make_date(p.registered, 1, 1), 'registered',
         CASE WHEN p.objects THEN 'withheld' ELSE concat_ws('|', COALESCE(p.status, 'UNK'), COALESCE(p.registered_by, 'UNK'),
           COALESCE(p.sex, 'UNK'), COALESCE(p.age, 'UNK'), COALESCE(p.citizen, 'UNK'), COALESCE(p.form, 'UNK')) END,
         'registered', 1
   WHERE p.mark IS NOT NULL AND p.registered IS NOT NULL
  UNION ALL
  SELECT p.agency_id, 'person', make_date(p.registered, 1, 1), 'checked', 'contradiction:age', 'registered', 1
   WHERE p.registered IS NOT NULL AND p.born <> p.age AND p.born <> 'UNK' AND p.age <> 'UNK'
$$;

INSERT INTO statistics.tally
SELECT p.agency_id, 'person', p.quarter, 'all', '', replace(w.part, '_sum:', '_persons:'), count(DISTINCT p.mark)
  FROM statistics.person p, LATERAL (
    SELECT split_part(jsonb_array_elements_text(c.value), '=', 1) AS part FROM jsonb_each(p.claims) c) w
 WHERE w.part LIKE '%\_sum:%' GROUP BY p.agency_id, p.quarter, w.part;
