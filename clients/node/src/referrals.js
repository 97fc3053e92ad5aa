// A referral as one side holds it, and what follows from where it stands (sections 13 and 14).

import { read } from "./history.js";
import { digest, without } from "./json.js";
import { takeBack } from "./links.js";
import { post, voidSections } from "./post.js";

const KEPT_AFTER_CLOSING = 30 * 86400e3;

/** A new record. `agency` is ours, `other` theirs; `side` is ours. */
export function newReferral({ side, peer, agency, other, handle, envelope }) {
  return {
    id: envelope.referral, side, peer, agency, other, handle, envelope, moves: [], sections: {}, texts: [], tasks: {}, items: {}, links: {}, notes: [],
    takenBack: [], receipts: [], opened: [], offer: null, held: null, revision: 0, isReleased: false, isLocked: false,
    isErased: false, answer: null, holders: [], asked: {},
  };
}

/** Where it stands. */
export function standingOf(referral, moves = referral.moves) {
  return read(referral.id, referral.envelope.created_at, moves);
}

/** The envelope as we write it now: with all moves that we know. */
export function envelopeOf(referral, role = "social_worker") {
  return { ...referral.envelope, moves: referral.moves, role };
}

/** Add moves that we do not have yet; those that were new. */
export function addMoves(referral, moves) {
  const known = new Set(referral.moves.map(digest));
  const added = moves.filter((move) => !known.has(digest(move)));
  referral.moves.push(...added);
  return added;
}

/** Whether the consent holds, and nothing has ended it. */
export function mayBeRead(referral, now = new Date()) {
  const { position } = standingOf(referral);
  const isOver = position.withdrawn || ["declined", "closed"].includes(position.state);
  return !isOver && !referral.isErased && now < new Date(referral.envelope.consent.until);
}

/** Remove what was received. */
export function erase(referral, sections = null) {
  if (sections === null) Object.assign(referral, { sections: {}, texts: [], tasks: {}, items: {}, links: {}, holders: [], asked: {}, isErased: true });
  else {
    referral.sections = without(referral.sections, ...sections);
    const left = Object.entries(referral.items).filter(([, { text }]) => !sections.includes(text.section));
    referral.items = Object.fromEntries(left);
  }
}

/** Do what is due after a change of the history. Safe to repeat. */
export async function follow(us, state, referral, now = new Date()) {
  const standing = standingOf(referral);
  if (standing.position.withdrawn) Object.values(referral.links).forEach(takeBack);
  await (referral.side === "receiver" ? followAsReceiver : followAsSender)(us, state, referral, standing, now);
}

async function followAsReceiver(_us, _state, referral, { position }, now) {
  const closedWell = position.state === "closed" && position.closedFrom === "outcome_recorded" && !position.withdrawn;
  const isKept = closedWell && now - new Date(position.closedAt) < KEPT_AFTER_CLOSING;
  const isOver = position.withdrawn || ["declined", "closed"].includes(position.state);
  referral.isLocked = closedWell;
  if (isOver && !isKept && !referral.isErased) erase(referral);
}

async function followAsSender(us, state, referral, { position, standing }) {
  const events = standing.map((hash) => referral.moves.find((move) => digest(move) === hash));
  const isOver = position.withdrawn || ["declined", "closed"].includes(position.state);
  if (isOver) Object.assign(referral, { held: null, holders: [] });
  if (position.withdrawn) await voidSections(us, state, referral);
  if (referral.held && events.some(({ event, side }) => event === "accept" && side === "receiver")) {
    await release(us, state, referral);
  }
}

async function release(us, state, referral) {
  const { held } = referral;
  Object.assign(referral, { held: null, isReleased: true });
  await post(us, state, referral, {
    type: "safeconduct.referral.released.v1", use: "receipt", body: { referral: referral.id, held },
    consent: { ...consentOf(referral), purpose: "release" },
  });
}

/** The consent as the header of a message names it. */
export function consentOf({ envelope }) {
  return { consent_id: envelope.consent.id, consent_version: envelope.consent.version, purpose: envelope.purpose };
}
