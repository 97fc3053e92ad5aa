// Case conferences across agencies: items, answers, what was decided (section 14, `safeconduct.referral.conferred.v1`).

import { PROFESSIONS } from "./codes.js";
import { admit } from "./faults.js";

/** What is said of a conference; two are the receiver's to say, the others the sender's. */
export const STEPS = ["asked", "proposed", "no_part", "met", "decided", "minuted"];
const ANSWERS = ["proposed", "no_part"];
const KIND = { asked: "conference", proposed: "proposal", decided: "conference", minuted: "conference" };
/** Sectors behind the firewall. */
export const WALLED = ["police", "border_guard", "labour_inspectorate", "prosecution", "asylum_migration", "consular"];
/** Accepted, and not over. */
export const UNDER_WAY = [
  "accepted", "handover_planned", "no_show", "in_service", "outcome_recorded", "on_hold", "reroute_proposed",
];
const MOST_ITEMS = 60;

/** Whether the two agencies confer at all now. */
export function checkBond(referral, state, sectors) {
  admit(!sectors.some((sector) => WALLED.includes(sector)), "no_conference_across_the_firewall");
  admit(UNDER_WAY.includes(state), "conference_without_acceptance");
  admit(!referral.envelope.consent.ground, "no_conference_without_consent");
}

/** Keep one step; `by` is the side that says it. */
export function applyConferred(referral, { conference: said, texts, role = "" }, by) {
  const isAnswer = ANSWERS.includes(said.step);
  admit(by === (isAnswer ? "receiver" : "sender"), "not_your_side");
  admit((said.item === null) === (said.step === "met"), "malformed_body");
  admit((said.until !== null) === (said.step === "asked"), "malformed_body");
  const kind = KIND[said.step];
  admit(texts.length === (kind ? 1 : 0) && texts.every((text) => text.kind === kind), "malformed_body");
  if (said.step === "met") meet(referral, said);
  else if (said.step === "asked") add(referral, said, texts[0]);
  else say(known(referral, said), said.step, texts[0] ?? null, role, isAnswer);
}

function meet(referral, { conference, meets_at: meetsAt, came }) {
  for (const item of Object.values(referral.items)) {
    if (item.conference === conference) Object.assign(item, { meets_at: meetsAt, came });
  }
}

function add(referral, said, text) {
  admit(!Object.hasOwn(referral.items, said.item), "already_here");
  admit(Object.keys(referral.items).length < MOST_ITEMS, "too_many_items");
  const { conference, until, meets_at: meetsAt } = said;
  referral.items[said.item] = { conference, until, meets_at: meetsAt, came: null, text, said: [] };
}

function known(referral, { item, conference }) {
  const found = Object.hasOwn(referral.items, item) ? referral.items[item] : null;
  admit(found !== null && found.conference === conference, "unknown_item");
  return found;
}

function say(item, step, text, role, isAnswer) {
  const isDecided = item.said.some((each) => each.step === "decided");
  admit(!isAnswer || PROFESSIONS.has(role), "malformed_body");
  admit(!isAnswer || !isDecided, "item_is_decided");
  admit(!isAnswer || !item.said.some((each) => ANSWERS.includes(each.step) && each.role === role), "already_here");
  admit(step !== "decided" || !isDecided, "already_here");
  admit(text === null || text.section === item.text.section, "malformed_body");
  item.said.push({ step, role, text });
}
