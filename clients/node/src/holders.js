// Who holds what at the receiver, and what they are asked (section 11, `safeconduct.referral.holder_asked.v1`).

import { UNDER_WAY, WALLED } from "./conferences.js";
import { admit } from "./faults.js";

/** Of what only the holder can be known, and what a holder says. */
export const NAMEABLE = ["health", "legal"];
export const HOLDER_ANSWERS = ["not_shared", "by_new_consent", "in_words"];

/** Whether anything of holders is said between the two now; a Refusal where it never could be. */
export function mayKnow(referral, state, sectors, now = new Date()) {
  const { until, ground, tell_outcome: mayTell } = referral.envelope.consent;
  admit(!sectors.some((sector) => WALLED.includes(sector)), "holder_not_to_be_named");
  if (!UNDER_WAY.includes(state) || now >= new Date(until)) return false;
  admit(!ground && mayTell, "holder_not_to_be_named");
  return true;
}

/** All that the receiver names now, in the place of what it named before; what came twice counts once. */
export function applyHolders(referral, holders) {
  const each = new Map();
  for (const { section, profession, since } of holders) each.set(`${section}:${profession}`, { section, profession, since });
  referral.holders = [...each.values()];
}

/** Keep a question, or the first answer to one; `by` is the side that says it. */
export function applyAsked(referral, { asked, texts = [], role = "" }, by) {
  admit(by === (asked.answer === null ? "sender" : "receiver"), "not_your_side");
  const isInWords = asked.answer === "in_words";
  admit(texts.length === (isInWords ? 1 : 0) && texts.every(({ kind }) => kind === "answer"), "malformed_body");
  if (asked.answer === null) ask(referral, asked, role);
  else answer(referral, asked, texts[0] ?? null, role);
}

function ask(referral, { id, section, for: what, until }, role) {
  admit(referral.holders.some((holder) => holder.section === section), "holder_not_named");
  admit(!Object.hasOwn(referral.asked, id), "already_here");
  referral.asked[id] = { section, for: what, until, role, answer: null, answered_by: "", text: null };
}

function answer(referral, { id, answer: said }, text, role) {
  admit(Object.hasOwn(referral.asked, id), "holder_not_asked");
  admit(referral.asked[id].answer === null, "already_here");
  Object.assign(referral.asked[id], { answer: said, answered_by: role, text });
}
