-- One index for all questions of the pages; when a file was last saved in is a dimension of its own; and what a fact adds is
-- planned as a part of the statement that asks, for it has no path of its own: who asks has a fixed one.

DROP INDEX statistics.tallies_by_figure;
CREATE INDEX tallies_by_figure ON statistics.tally (agency_id, side, dim, quarter, part);

CREATE OR REPLACE FUNCTION statistics.added(f statistics.loop)
RETURNS TABLE (agency_id uuid, side text, quarter date, dim text, value text, part text)
LANGUAGE sql IMMUTABLE AS $$
  SELECT f.agency_id, f.side, f.quarter, d.dim, d.value, p.part
    FROM unnest(f.parts) AS p(part)
   CROSS JOIN (VALUES ('all', ''), ('service', f.service), ('partner', f.other_agency_id::text), ('urgency', f.urgency))
           AS d(dim, value)
   WHERE f.mark IS NOT NULL
$$;

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

DELETE FROM statistics.tally t WHERE t.part LIKE 'touched:%';
INSERT INTO statistics.tally
SELECT p.agency_id, 'person', p.touched, 'touched', '', 'file', count(*) FROM statistics.person p GROUP BY 1, 3;
