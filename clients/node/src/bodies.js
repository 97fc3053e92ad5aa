// Whether a body is as section 11 describes it. Members that are not described are left alone.

import {
  ASK_FOR, CONDITIONS, CONSTRAINTS, EXPLOITATION, FEASIBILITY, HOLD_GROUNDS, LANGUAGES, NEEDS, NO_CONSENT_GROUNDS,
  PARTS_OF_COUNTRY, PROCEEDINGS, PROFESSIONS, PURPOSES, SECTIONS, SERVICES, URGENCIES,
} from "./codes.js";
import { STEPS } from "./conferences.js";
import { LINK_ENDS, LINK_SIDES, LINK_STEPS } from "./links.js";
import { admit } from "./faults.js";
import { HOLDER_ANSWERS, NAMEABLE } from "./holders.js";
import { canonicalBytes, isObject } from "./json.js";
import { EVENTS } from "./moves.js";
import { is } from "./spelling.js";
import { TASK_ENDS } from "./tasks.js";

const MOST_MOVES = 200;
const MOST_UNKNOWN = 4096;

const spelled = (kind) => (value) => is(kind, value);
const oneOf = (...values) => (value) => values.includes(value);
const inList = (list) => (value) => list.has(value);
const either = (...checks) => (value) => checks.some((check) => check(value));
const optional = (check) => Object.assign((value) => value === undefined || check(value), { isOptional: true });
const listOf = (check, least = 0, most = Infinity) => (value) => (
  Array.isArray(value) && value.length >= least && value.length <= most && value.every(check)
);
const text = (least, most) => (value) => typeof value === "string" && value.length >= least && value.length <= most;
const bool = (value) => typeof value === "boolean";
const positive = (value) => Number.isSafeInteger(value) && value >= 1;
const shape = (members) => (value) => (
  isObject(value) && Object.entries(members).every(([name, check]) => (
    Object.hasOwn(value, name) ? check(value[name]) : check.isOptional === true
  ))
);

/** Null, true, false, a whole number or a short text without spaces, at any depth. */
export function isPlain(value) {
  if (Array.isArray(value)) return value.every(isPlain);
  if (isObject(value)) return Object.values(value).every(isPlain);
  return typeof value !== "string" || is("plain", value);
}

function condition(value) {
  if (!text(1, 64)(value)) return false;
  const [code, ...rest] = value.split(":");
  return CONDITIONS.has(code) && rest.length <= 1;
}

const MOVE = {
  v: oneOf(1), referral: spelled("uuid"), base: spelled("hash"), event: inList(EVENTS),
  side: oneOf("sender", "receiver"), actor: oneOf("member", "clock", "consent"), at: spelled("moment"), codes: isObject,
};

function move(value) {
  if (!shape(MOVE)(value) || !isPlain(value.codes)) return false;
  return Object.entries(value).every(([name, more]) => Object.hasOwn(MOVE, name) || isPlain(more));
}

const CONSENT = {
  id: spelled("uuid"), version: positive, hash: spelled("hash"), sections: listOf(inList(SECTIONS)),
  until: spelled("moment"), conditions: listOf(condition), tell_outcome: bool, follow_changes: bool,
  ground: optional(either(oneOf(""), inList(NO_CONSENT_GROUNDS))),
};

const ENVELOPE = {
  referral: spelled("uuid"), reference: spelled("reference"), created_at: spelled("moment"),
  country: spelled("country"), team: spelled("uuid"), service: inList(SERVICES),
  need: either(oneOf(""), inList(NEEDS)), urgency: inList(URGENCIES), purpose: inList(PURPOSES),
  phoned_at: optional(either(oneOf(null), spelled("moment"))), consent: shape(CONSENT),
  held_back: listOf(inList(SECTIONS)), moves: listOf(move, 1, MOST_MOVES), role: text(1, 64),
  jurisdictions: optional(listOf(spelled("country"), 0, 10)), proceeding_types: optional(listOf(inList(PROCEEDINGS))),
};

const WORDS = shape({
  kind: oneOf("question", "answer", "news", "reason", "outcome", "handover", "task", "conference", "proposal"), section: inList(SECTIONS),
  language: inList(LANGUAGES), text: text(1, 2000),
});
const TASK = shape({
  id: spelled("uuid"), owner: oneOf("sender", "receiver"), due: either(oneOf(null), spelled("day")),
  ended: oneOf(null, ...TASK_ENDS),
});
const CONFERENCE = shape({
  step: oneOf(...STEPS), conference: spelled("uuid"), item: either(oneOf(null), spelled("uuid")),
  until: either(oneOf(null), spelled("moment")), meets_at: either(oneOf(null), spelled("moment")),
  came: oneOf(null, true, false),
});
const HELD = shape({ section: oneOf(...NAMEABLE), profession: inList(PROFESSIONS), since: spelled("day") });
const ASKED = shape({
  id: spelled("uuid"), section: oneOf(...NAMEABLE), for: inList(ASK_FOR), until: spelled("day"),
  answer: oneOf(null, ...HOLDER_ANSWERS),
});
const LINK = shape({
  step: oneOf(...LINK_STEPS), link: spelled("uuid"), agreed_on: either(oneOf(null), spelled("day")),
  item: either(oneOf(null), spelled("uuid")), day: either(oneOf(null), spelled("day")), whose: oneOf(null, ...LINK_SIDES),
  why: oneOf(null, ...LINK_ENDS),
  words: either(oneOf(null), shape({ language: inList(LANGUAGES), text: text(1, 4000) })),
});
const ONWARD = shape({
  agency: spelled("uuid"), country: spelled("country"), service: inList(SERVICES), at: spelled("moment"),
});
const BACK = shape({
  answer: oneOf("goes_on", "taken_back", "erased", "retained", "told", "over", "part_seen_to"), at: spelled("moment"),
  told_by: either(oneOf(""), inList(PROFESSIONS)),
});
const PART = shape({ version: positive, content: isObject, role: text(0, Infinity) });

const places = (value) => Number.isSafeInteger(value) && value >= 0 && value <= 9999;
const BED_COUNT = shape({
  service: oneOf("crisis_shelter", "shelter", "supported_housing", "independent_housing"),
  free: places, total: either(oneOf(null), places),
});
const ENQUIRY = shape({
  id: spelled("uuid"), reference: spelled("reference"), team: spelled("uuid"), service: inList(SERVICES),
  role: inList(PROFESSIONS), country: spelled("country"), until: spelled("moment"),
  is_child: oneOf("yes", "no", "unknown"), sex: oneOf("", "f", "m", "x"), languages: listOf(inList(LANGUAGES), 0, 10),
  services: listOf(inList(SERVICES), 1), exploitation: listOf(inList(EXPLOITATION)), urgency: inList(URGENCIES),
  part_of_country: inList(PARTS_OF_COUNTRY), constraints: listOf(inList(CONSTRAINTS)),
  note: either(oneOf(null), shape({ language: inList(LANGUAGES), text: text(1, 300) })),
});
const OTHER = either(oneOf(null), shape({ team: spelled("uuid"), service: inList(SERVICES) }));

function parts(value) {
  return isObject(value) && Object.keys(value).length > 0
    && Object.entries(value).every(([name, part]) => SECTIONS.has(name) && PART(part));
}

const referral = spelled("uuid");
const role = optional(either(oneOf("", "clock"), inList(PROFESSIONS)));
const receipts = optional(listOf(isObject, 0, 4));
const envelope = shape(ENVELOPE);
const moves = listOf(move, 1, MOST_MOVES);
const answers = ["erased", ...[...HOLD_GROUNDS].map((ground) => `retained:${ground}`)];

const BODIES = {
  "safeconduct.referral.offered.v1": { envelope, sections: parts },
  "safeconduct.referral.moved.v1": { referral, moves, role, receipts, texts: optional(listOf(WORDS, 0, 4)) },
  "safeconduct.clock.moved.v1": { referral, moves, role },
  "safeconduct.consent.expired.v1": { envelope },
  "safeconduct.clock.nudged.v1": { referral, head: spelled("hash"), asker: oneOf("side", "coordinator") },
  "safeconduct.clock.chain.v1": { referral, role, onward: ONWARD, back: BACK },
  "safeconduct.referral.told.v1": { referral, role, texts: listOf(WORDS, 0, 4) },
  "safeconduct.referral.task.v1": { referral, role, task: TASK, texts: optional(listOf(WORDS, 0, 1)) },
  "safeconduct.referral.conferred.v1": { referral, role, conference: CONFERENCE, texts: listOf(WORDS, 0, 1) },
  "safeconduct.referral.holder_asked.v1": { referral, role, asked: ASKED, texts: optional(listOf(WORDS, 0, 1)) },
  "safeconduct.referral.linked.v1": { referral, role: either(oneOf("", "clock"), inList(PROFESSIONS)), link: LINK },
  "safeconduct.referral.updated.v1": { referral, role, sections: parts },
  "safeconduct.referral.released.v1": { referral, held: isObject },
  "safeconduct.consent.narrowed.v1": { envelope, sections: listOf(inList(SECTIONS), 1) },
  "safeconduct.referral.withdrawn.v1": { envelope },
  "safeconduct.erase.done.v1": { referral, answer: oneOf(...answers), sections: optional(listOf(inList(SECTIONS))) },
  "safeconduct.receipt.opened.v1": {
    referral, receipts, sections: listOf(inList(SECTIONS)), holders: optional(listOf(HELD, 0, 12)), role,
  },
  "safeconduct.referral.enquired.v1": { enquiry: ENQUIRY },
  "safeconduct.referral.enquiry_answered.v1": {
    enquiry: spelled("uuid"), role, answer: inList(FEASIBILITY), possible_from: either(oneOf(null), spelled("day")),
    other: OTHER,
  },
  "safeconduct.referral.enquiry_withdrawn.v1": { enquiry: spelled("uuid") },
  "safeconduct.clock.enquiry_taken.v1": { enquiry: spelled("uuid"), role },
  "safeconduct.clock.enquiry_kept.v1": { enquiry: spelled("uuid"), role },
  "safeconduct.referral.beds.v1": {
    agreement: spelled("uuid"), said: oneOf("asked", "agreed", "counted", "ended"),
    day: either(oneOf(null), spelled("day")), at: either(oneOf(null), spelled("moment")),
    counts: listOf(BED_COUNT, 0, 4),
  },
  "safeconduct.clock.bed_count.v1": {
    agreement: spelled("uuid"), day: spelled("day"), at: spelled("moment"), counts: listOf(BED_COUNT, 1, 4), role,
  },
  "safeconduct.clock.history.v1": { envelope, taken: optional(listOf((type) => Object.hasOwn(BODIES, type))) },
  "safeconduct.void.v1": {},
};

/** Throw Refusal `unknown_type` or `malformed_body` unless the body of this type is as described. */
export function checkBody(type, body) {
  admit(Object.hasOwn(BODIES, type), "unknown_type");
  admit(shape(BODIES[type])(body), "malformed_body");
}

/** An envelope as we keep it: what is not described only where it is plain, and not too long (section 15). */
export function keptEnvelope(given) {
  return { ...kept(given, ENVELOPE), consent: kept(given.consent, CONSENT) };
}

function kept(given, members) {
  const known = Object.entries(given).filter(([name]) => Object.hasOwn(members, name));
  const unknown = Object.entries(given).filter(([name, value]) => !Object.hasOwn(members, name) && isPlain(value));
  const isShort = canonicalBytes(Object.fromEntries(unknown)).length <= MOST_UNKNOWN;
  return Object.fromEntries([...known, ...(isShort ? unknown : [])]);
}
