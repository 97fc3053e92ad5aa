-- Invitations and changes of rights. No serving role has any privilege here: they are seen and changed through
-- the functions of 0002_members.sql only.

CREATE TABLE agencies.invitation (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL REFERENCES agencies.agency (id),
  digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
  profession text NOT NULL,
  supervises boolean NOT NULL,
  teams uuid[] NOT NULL,
  by_member uuid NOT NULL REFERENCES agencies.member (id),
  at timestamptz NOT NULL,
  until timestamptz NOT NULL,
  needs_second boolean NOT NULL,
  seen_by uuid REFERENCES agencies.member (id),
  seen_at timestamptz,
  ended_at timestamptz,
  ended_why text CHECK (ended_why IN ('used', 'withdrawn', 'refused')),
  CONSTRAINT lasts_seven_days CHECK (until = at + interval '7 days'),
  CONSTRAINT seen_has_who_and_when CHECK ((seen_at IS NULL) = (seen_by IS NULL)),
  CONSTRAINT seen_by_somebody_else CHECK (seen_by IS NULL OR seen_by <> by_member),
  CONSTRAINT ended_has_a_reason CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX invitations_of_an_agency ON agencies.invitation (agency_id, at DESC);

CREATE TABLE agencies.change (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  agency_id uuid NOT NULL REFERENCES agencies.agency (id),
  member_id uuid NOT NULL REFERENCES agencies.member (id),
  profession text NOT NULL,
  supervises boolean NOT NULL,
  keeps_node boolean NOT NULL,
  by_member uuid NOT NULL REFERENCES agencies.member (id),
  at timestamptz NOT NULL,
  seen_by uuid REFERENCES agencies.member (id),
  seen_at timestamptz,
  outcome text NOT NULL CHECK (outcome IN ('waits', 'at_once', 'confirmed', 'refused')),
  CONSTRAINT seen_has_who_and_when CHECK ((seen_at IS NULL) = (seen_by IS NULL)),
  CONSTRAINT only_a_second_person_ends_the_waiting
    CHECK ((seen_by IS NOT NULL) = (outcome IN ('confirmed', 'refused'))),
  CONSTRAINT seen_by_somebody_else CHECK (seen_by IS NULL OR (seen_by <> by_member AND seen_by <> member_id))
);
CREATE UNIQUE INDEX one_change_waits_a_member ON agencies.change (member_id) WHERE outcome = 'waits';
CREATE INDEX changes_of_an_agency ON agencies.change (agency_id, at DESC);
