// Putting a message into a lane: it gets its number, is signed and sealed, and waits in `outgoing` (section 6).

import { agencyOn } from "./card.js";
import { sealMessage } from "./message.js";
import { fromBase64, newMessageId, timeText } from "./spelling.js";

const LIFE = 30 * 86400e3;
const VOID = "safeconduct.void.v1";
/** What carries sections, and must not leave any more once it was taken back. */
const WITH_SECTIONS = ["offered", "updated", "released"].map((name) => `safeconduct.referral.${name}.v1`);

/** The key of a lane in one direction. */
export function laneKey({ subject, senderagency, recipientagency, lane }) {
  return [subject, senderagency, recipientagency, lane].join(" ");
}

/** Post a message about a referral to its other side; the event. */
export async function post(us, state, referral, { type, body, lane = "main", use = "object", consent = null }) {
  const outside = {
    subject: referral.handle, senderagency: referral.agency, recipientagency: referral.other, lane,
  };
  const number = state.nextOut[laneKey(outside)] ?? 1;
  state.nextOut[laneKey(outside)] = number + 1;
  const event = await sealed(us, state, referral.peer, { ...outside, type, sequence: String(number) }, { body, use, consent });
  state.outgoing.push({ peer: referral.peer, referral: referral.id, event });
  return event;
}

async function sealed(us, state, peer, routing, { body, use, consent }) {
  const now = new Date();
  const signer = us.signers[use];
  const whole = {
    specversion: "1.0", datacontenttype: "application/json", id: newMessageId(now), source: us.node, ...routing,
    time: timeText(now), kid: signer.kid, expires: timeText(new Date(now.getTime() + LIFE)),
  };
  return sealMessage(whole, body, consent, signer, exchangeKeyOf(us, state, peer, routing.recipientagency));
}

/** The public exchange key of an agency of a peer. */
export function exchangeKeyOf(us, state, peer, agency) {
  return fromBase64(agencyOn(state.peers[peer], agency).exchange_key);
}

/** Seal another message in the place of one that waits: a new id, the same number. The event. */
export async function sealInPlace(us, state, waiting, { type, body, consent = null }) {
  const { subject, senderagency, recipientagency, lane, sequence } = waiting.event;
  const routing = { type, subject, senderagency, recipientagency, lane, sequence };
  waiting.event = await sealed(us, state, waiting.peer, routing, { body, use: "object", consent });
  return waiting.event;
}

/** A void in the place of one that waits. */
export async function makeVoid(us, state, waiting) {
  await sealInPlace(us, state, waiting, { type: VOID, body: { voids: waiting.event.type } });
}

/** Replace what waits and carries sections of a referral that was taken back. */
export async function voidSections(us, state, referral) {
  for (const waiting of state.outgoing) {
    if (waiting.referral === referral.id && WITH_SECTIONS.includes(waiting.event.type)) await makeVoid(us, state, waiting);
  }
}
