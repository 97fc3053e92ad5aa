// Two lawyers of one person link their matters (section 11, `safeconduct.referral.linked.v1`).

import { UNDER_WAY, WALLED } from "./conferences.js";
import { admit } from "./faults.js";

/** What a message between two lawyers does, why a link ends, and the two. */
export const LINK_STEPS = ["proposed", "accepted", "said", "date", "served", "task", "done", "ended"];
export const LINK_ENDS = ["withdrawn", "mandate", "closed", "lawyer"];
export const LINK_SIDES = ["proposer", "accepter"];
const WITH_WORDS = ["said", "date", "served", "task"];
const WITH_DAY = ["date", "served"];
const PURPOSES = ["legal_assistance", "compensation", "residence_procedure"];
const MOST_LINKS = 10;
const MOST_ITEMS = 1000;

/** Whether the referral carries a link at all now. */
export function checkRoad(referral, state, sectors, role, now = new Date()) {
  const { purpose, consent } = referral.envelope;
  const isLive = UNDER_WAY.includes(state) && !consent.ground && now < new Date(consent.until);
  const isWalled = sectors.some((sector) => WALLED.includes(sector));
  admit(role === "lawyer" && PURPOSES.includes(purpose) && isLive && !isWalled, "link_not_possible");
}

/** Each step says what it must, and nothing else. */
export function checkLink({ step, agreed_on: agreedOn, item, day, whose, why, words }) {
  const told = [
    [agreedOn, ["proposed", "accepted"].includes(step)], [item, [...WITH_WORDS, "done"].includes(step)],
    [words, WITH_WORDS.includes(step)], [whose, step === "task"], [why, step === "ended"],
  ];
  admit(told.every(([value, must]) => (value !== null) === must), "malformed_body");
  admit(step === "task" || (day !== null) === WITH_DAY.includes(step), "malformed_body");
}

/** Keep one step of the other lawyer. */
export function applyLinked(referral, said) {
  const link = Object.hasOwn(referral.links, said.link) ? referral.links[said.link] : null;
  if (said.step === "ended") end(link, said.why);
  else if (said.step === "proposed") propose(referral, link, said);
  else {
    admit(link !== null, "unknown_link");
    if (said.step === "accepted") accept(link, said);
    else say(link, said);
  }
}

function propose(referral, link, { link: id, agreed_on: agreedOn }) {
  admit(link === null, "already_here");
  admit(Object.keys(referral.links).length < MOST_LINKS, "too_many_links");
  referral.links[id] = { ours: "accepter", agreed_on: agreedOn, isAccepted: false, why: null, items: {} };
}

function accept(link, { agreed_on: agreedOn }) {
  admit(link.ours === "proposer", "not_your_side");
  admit(!link.isAccepted, "already_here");
  admit(link.why === null, "link_not_open");
  Object.assign(link, { isAccepted: true, agreed_on: agreedOn });
}

function say(link, { step, item, day, whose, words }) {
  admit(link.isAccepted && link.why === null, "link_not_open");
  if (step === "done") return finish(link, item);
  admit(!Object.hasOwn(link.items, item), "already_here");
  admit(Object.keys(link.items).length < MOST_ITEMS, "too_many_links");
  link.items[item] = { step, day, whose, words, isOurs: false, isDone: false };
}

function finish(link, id) {
  const task = Object.hasOwn(link.items, id) ? link.items[id] : null;
  admit(task !== null && task.step === "task", "unknown_item");
  admit(task.whose !== link.ours, "not_your_side");
  admit(!task.isDone, "already_here");
  task.isDone = true;
}

function end(link, why) {
  if (link === null) return;
  if (why === "withdrawn") takeBack(link);
  else link.why ??= why;
}

/** The consent is over: nothing more goes, and what came from there is gone. */
export function takeBack(link) {
  link.why = "withdrawn";
  link.items = Object.fromEntries(Object.entries(link.items).filter(([, { isOurs }]) => isOurs));
}
