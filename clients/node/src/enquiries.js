// Enquiries: could you help somebody like this? Asked and answered without a name (sections 11 and 23).

import { admit } from "./faults.js";
import { post } from "./post.js";

const LONGEST_TERM = 60 * 86400e3;

/** The least that a node looks for in a note: a run of three digits, five in all, a way to reach somebody. */
const LOOKS_LIKE_SOMEBODY = [/\p{Nd}{3}/u, /\p{Nd}(?:[\s.\-–/():+]*\p{Nd}){4}/u, /@/, /https?:|www\./i];

/** Keep a question that names nobody. */
export function takeEnquired({ us, state, event }, { enquiry }) {
  const agency = us.card.agencies.find(({ id }) => id === event.recipientagency);
  admit(agency.teams.some(({ id }) => id === enquiry.team), "no_such_team");
  admit(new Date(enquiry.until) - Date.now() <= LONGEST_TERM, "malformed_body");
  const note = enquiry.note?.text ?? "";
  admit(note === note.normalize("NFKC"), "malformed_body");
  admit(!LOOKS_LIKE_SOMEBODY.some((pattern) => pattern.test(note)), "personal_data");
  const kept = known(state);
  admit(!Object.hasOwn(kept, enquiry.id), "already_here");
  const { source: peer, recipientagency, senderagency, subject } = event;
  kept[enquiry.id] = {
    ...enquiry, side: "receiver", peer, agency: recipientagency, other: senderagency, handle: subject, state: "open",
  };
  return ["delivered_to_team"];
}

/** Their answer to a question of ours. */
export function takeEnquiryAnswered(road, { enquiry: id, answer, possible_from: day, other }) {
  admit((day === null) !== (answer === "possible_from"), "malformed_body");
  admit((other === null) !== (answer === "ask_other"), "malformed_body");
  const enquiry = find(road, id, "sender");
  admit(!enquiry.answer, "already_here");
  Object.assign(enquiry, { answer, possible_from: day, suggested: other });
  if (enquiry.state === "open") enquiry.state = "answered";
}

/** Whoever asked needs no answer any more. */
export function takeEnquiryWithdrawn(road, { enquiry: id }) {
  find(road, id, "receiver").state = "withdrawn";
}

/** Several were asked at once, and somebody else was taken. */
export function takeEnquiryTaken(road, { enquiry: id }) {
  find(road, id, "receiver").state = "taken";
}

/** Whoever asked goes on with this one, also after somebody else was taken; no place is held by it. */
export function takeEnquiryKept(road, { enquiry: id }) {
  find(road, id, "receiver").state = "kept";
}

/** Our answer, once; the enquiry. Throws Refusal where there is none to answer. */
export async function answerEnquiry(us, state, id, { answer, possible_from: day = null, other = null }) {
  const enquiry = known(state)[id];
  admit(enquiry?.side === "receiver", "unknown_enquiry");
  admit(enquiry.state === "open", "already_here");
  Object.assign(enquiry, { state: "answered", answer, possible_from: day });
  const body = { enquiry: id, role: "social_worker", answer, possible_from: day, other };
  await post(us, state, enquiry, { type: "safeconduct.referral.enquiry_answered.v1", body });
  return enquiry;
}

function known(state) {
  state.enquiries ??= {};
  return state.enquiries;
}

function find({ state, event }, id, side) {
  const found = known(state)[id];
  const isTheirs = found && found.peer === event.source && found.other === event.senderagency
    && found.agency === event.recipientagency && found.handle === event.subject;
  admit(isTheirs, "unknown_enquiry");
  admit(found.side === side, "not_your_side");
  return found;
}
