-- What the rule, the row policies and the key release read. No serving role has any privilege here:
-- rows are seen and changed through the functions of 0001_doors.sql only.

CREATE TABLE access.context_key (
  process text PRIMARY KEY CHECK (process IN ('web', 'inbox', 'worker')),
  inner_pad bytea NOT NULL CHECK (length(inner_pad) = 64),
  outer_pad bytea NOT NULL CHECK (length(outer_pad) = 64)
);

CREATE TABLE access.node (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  id text NOT NULL,
  moved interval NOT NULL DEFAULT '0',
  is_demo boolean NOT NULL DEFAULT false,
  set_up_at timestamptz,
  CONSTRAINT only_a_demo_moves_its_clock CHECK (is_demo OR moved = '0')
);

CREATE TABLE access.policy (
  number integer NOT NULL,
  sector text NOT NULL,
  profession text NOT NULL,
  purpose text NOT NULL,
  section text NOT NULL,
  action text NOT NULL,
  basis text NOT NULL,
  PRIMARY KEY (sector, profession, purpose, section, action, basis)
);

CREATE TABLE access.policy_version (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  hash text NOT NULL,
  loaded_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE access."case" (
  id uuid PRIMARY KEY,
  agency_id uuid NOT NULL REFERENCES agencies.agency (id),
  kind text NOT NULL CHECK (kind IN ('own', 'received')),
  peer text,
  handle text,
  referral_id uuid,
  opened_at timestamptz NOT NULL,
  CONSTRAINT received_says_from_whom
    CHECK ((kind = 'received') = (peer IS NOT NULL AND handle IS NOT NULL AND referral_id IS NOT NULL)),
  CONSTRAINT one_received_case_a_referral UNIQUE (agency_id, referral_id)
);
CREATE INDEX case_of_an_agency ON access."case" (agency_id, kind);
CREATE INDEX case_of_a_peer ON access."case" (peer) WHERE kind = 'received';

CREATE TABLE access.grants (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL,
  agency_id uuid NOT NULL,
  section text NOT NULL,
  holder_member uuid,
  holder_team uuid,
  professions text[],
  discloses boolean NOT NULL DEFAULT false,
  can_edit boolean NOT NULL DEFAULT false,
  purpose text NOT NULL,
  basis text NOT NULL CHECK (basis IN ('lead', 'place', 'consent', 'ground', 'break_glass')),
  ground text,
  consent_id uuid,
  consent_version integer,
  valid_from timestamptz NOT NULL,
  valid_until timestamptz,
  ended_at timestamptz,
  ended_why text,
  CONSTRAINT one_kind_of_holder CHECK ((holder_member IS NULL) <> (holder_team IS NULL)),
  CONSTRAINT a_team_holds_for_professions CHECK ((holder_team IS NULL) = (professions IS NULL)),
  CONSTRAINT consent_is_named CHECK (basis <> 'consent' OR (consent_id IS NOT NULL AND consent_version IS NOT NULL)),
  CONSTRAINT ground_is_named CHECK ((basis = 'ground') = (ground IS NOT NULL)),
  -- The grounds of `NoConsentGround` on which data may leave; a test holds the list against the code.
  CONSTRAINT ground_is_listed CHECK (ground IN ('statutory_duty', 'vital_interest', 'child_protection')),
  CONSTRAINT a_disclosure_ends CHECK (NOT discloses OR valid_until IS NOT NULL),
  CONSTRAINT break_glass_ends CHECK (basis <> 'break_glass' OR valid_until IS NOT NULL),
  CONSTRAINT ended_has_a_reason CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX grants_of_a_member ON access.grants (holder_member, case_id, section) WHERE ended_at IS NULL;
CREATE INDEX grants_of_a_team ON access.grants (holder_team, case_id, section) WHERE ended_at IS NULL;
CREATE INDEX grants_of_a_case ON access.grants (case_id) WHERE ended_at IS NULL;

-- The worker and the deputy named on a received referral: what is released later goes to them.
CREATE TABLE access.named (
  case_id uuid NOT NULL REFERENCES access."case" (id),
  member_id uuid NOT NULL REFERENCES agencies.member (id),
  since timestamptz NOT NULL,
  PRIMARY KEY (case_id, member_id)
);

-- The peer that sent a received case has proposed, or agreed, that it is opened again after its closing.
CREATE TABLE access.reopening (
  case_id uuid PRIMARY KEY REFERENCES access."case" (id),
  at timestamptz NOT NULL
);

CREATE TABLE access.break_glass_use (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  case_id uuid NOT NULL,
  member_id uuid NOT NULL REFERENCES agencies.member (id),
  sections text[] NOT NULL,
  reason text NOT NULL,
  at timestamptz NOT NULL,
  reviewed_at timestamptz,
  reviewed_by uuid REFERENCES agencies.member (id),
  CONSTRAINT reviewed_has_who_and_when CHECK ((reviewed_at IS NULL) = (reviewed_by IS NULL)),
  CONSTRAINT reviewed_by_somebody_else CHECK (reviewed_by IS NULL OR reviewed_by <> member_id)
);
-- Two at the same moment, in two cases, would each see no other.
CREATE UNIQUE INDEX one_unreviewed_use_a_member ON access.break_glass_use (member_id) WHERE reviewed_at IS NULL;
