-- Numbers of files that members have typed: which of them is a file's is not kept, so that being stopped tells nothing of
-- one. By the machine's clock; no serving role has any privilege on the table.
CREATE TABLE access.typed_number (
  member_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  mark bytea NOT NULL CHECK (length(mark) = 32),
  at timestamptz NOT NULL
);
CREATE INDEX numbers_of_a_member ON access.typed_number (member_id, at);
CREATE INDEX numbers_by_agency ON access.typed_number (agency_id, at);

-- The acting member types a number: 0, and it counts; or for how many seconds no other number is looked at. Ten in an
-- hour; one that was typed in that hour already counts no second time and is never stopped.
CREATE FUNCTION access.number_typed(a_number text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE me uuid := access.current_member(); it bytea; tenth timestamptz;
BEGIN
  IF me IS NULL THEN PERFORM access.refuse('nobody_acts'); END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended('numbers/' || me::text, 0));
  it := sha256(convert_to(me::text || '/' || a_number, 'UTF8'));
  IF EXISTS (SELECT FROM access.typed_number n
              WHERE n.member_id = me AND n.mark = it AND n.at > now() - interval '1 hour') THEN
    RETURN 0;
  END IF;
  SELECT n.at INTO tenth FROM access.typed_number n
   WHERE n.member_id = me AND n.at > now() - interval '1 hour' ORDER BY n.at DESC OFFSET 9 LIMIT 1;
  IF tenth IS NOT NULL THEN
    RETURN greatest(1, ceil(extract(epoch FROM tenth + interval '1 hour' - now())))::integer;
  END IF;
  INSERT INTO access.typed_number (member_id, agency_id, mark, at) VALUES (me, access.current_agency(), it, now());
  RETURN 0;
END $$;

-- The alarm, for who supervises: colleagues who typed ten numbers or more within a day, how many, and when last.
CREATE FUNCTION access.number_alarm() RETURNS TABLE (name text, numbers bigint, last_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = access, pg_temp AS $$
  SELECT m.name, count(*), max(n.at)
    FROM agencies.member me
    JOIN access.typed_number n ON n.agency_id = me.agency_id AND n.member_id <> me.id
    JOIN agencies.member m ON m.id = n.member_id
   WHERE me.id = access.current_member() AND me.supervises AND me.profession <> 'administrator'
     AND n.at > now() - interval '1 day'
   GROUP BY m.id, m.name HAVING count(*) >= 10 ORDER BY max(n.at) DESC LIMIT 20
$$;

-- For the worker: numbers of two days ago.
CREATE FUNCTION access.forget_numbers() RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = access, pg_temp AS $$
DECLARE n bigint;
BEGIN
  IF NOT access.is_worker() THEN PERFORM access.refuse('only_the_worker_takes_away'); END IF;
  DELETE FROM access.typed_number t WHERE t.at <= now() - interval '2 days';
  GET DIAGNOSTICS n = ROW_COUNT;
  RETURN n;
END $$;
