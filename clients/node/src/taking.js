// What each message does when it is taken in (section 11). A Refusal leaves everything as it was.

import { AT_ONCE } from "./codes.js";
import { checkBody, keptEnvelope } from "./bodies.js";
import { takeBeds, takeFirstCount } from "./beds.js";
import {
  takeEnquired, takeEnquiryAnswered, takeEnquiryKept, takeEnquiryTaken, takeEnquiryWithdrawn,
} from "./enquiries.js";
import { applyConferred, checkBond } from "./conferences.js";
import { admit, Fault, Refusal } from "./faults.js";
import { openHeld } from "./held.js";
import { applyAsked, applyHolders, mayKnow } from "./holders.js";
import { digest } from "./json.js";
import { applyLinked, checkLink, checkRoad } from "./links.js";
import { missingCodes, TURN } from "./moves.js";
import { post } from "./post.js";
import { checkReceipt } from "./receipt.js";
import {
  addMoves, consentOf, erase, follow, mayBeRead, newReferral, standingOf,
} from "./referrals.js";
import { applyTask } from "./tasks.js";

const LATE_AFTER = 3 * 86400e3;

/** Let a message take effect. `road` has us, state, reader and the event; the receipts that it earns, by step. */
export async function takeIn(road, type, body, consent) {
  checkBody(type, body);
  const steps = await TAKERS[type](road, body, consent);
  return ["accepted_by_node", ...(steps ?? [])];
}

const TAKERS = {
  "safeconduct.referral.offered.v1": takeOffer,
  "safeconduct.referral.moved.v1": takeMoves,
  "safeconduct.clock.moved.v1": takeClock,
  "safeconduct.clock.nudged.v1": takeNudge,
  "safeconduct.clock.chain.v1": takeChain,
  "safeconduct.referral.told.v1": takeNews,
  "safeconduct.referral.task.v1": takeTask,
  "safeconduct.referral.conferred.v1": takeConferred,
  "safeconduct.referral.holder_asked.v1": takeHolderAsked,
  "safeconduct.referral.linked.v1": takeLinked,
  "safeconduct.referral.updated.v1": takeUpdate,
  "safeconduct.referral.released.v1": takeReleased,
  "safeconduct.referral.withdrawn.v1": takeWithdrawal,
  "safeconduct.consent.expired.v1": takeExpiry,
  "safeconduct.consent.narrowed.v1": takeNarrowing,
  "safeconduct.erase.done.v1": takeAnswer,
  "safeconduct.receipt.opened.v1": takeOpened,
  "safeconduct.referral.enquired.v1": takeEnquired,
  "safeconduct.referral.enquiry_answered.v1": takeEnquiryAnswered,
  "safeconduct.referral.enquiry_withdrawn.v1": takeEnquiryWithdrawn,
  "safeconduct.clock.enquiry_taken.v1": takeEnquiryTaken,
  "safeconduct.clock.enquiry_kept.v1": takeEnquiryKept,
  "safeconduct.referral.beds.v1": takeBeds,
  "safeconduct.clock.bed_count.v1": takeFirstCount,
  "safeconduct.clock.history.v1": takeHistory,
  "safeconduct.void.v1": () => {},
};

/** This node is never restored (README), so it has asked for no history, and changes nothing by one. */
function takeHistory() {
  admit(false, "nobody_asked");
}

// --- Finding the referral ---------------------------------------------------------------------------------------------

function find(road, id) {
  const { state, event } = road;
  const found = state.referrals[id];
  const isTheirs = found && found.peer === event.source && found.other === event.senderagency
    && found.agency === event.recipientagency;
  admit(isTheirs, "unknown_referral");
  admit(found.handle === event.subject, "another_case");
  return found;
}

/** The referral of an envelope: the one that we have, or one that is made from it without any section. */
function findOrMake(road, envelope) {
  const { state, event, us } = road;
  if (Object.hasOwn(state.referrals, envelope.referral)) {
    const known = find(road, envelope.referral);
    checkMoves(known, envelope.moves);
    return known;
  }
  const { senderagency, recipientagency, source, subject } = event;
  const agency = us.card.agencies.find(({ id }) => id === recipientagency);
  admit(agency.teams.some(({ id }) => id === envelope.team), "no_such_team");
  const made = newReferral({
    side: "receiver", peer: source, agency: recipientagency, other: senderagency, handle: subject,
    envelope: keptEnvelope(envelope),
  });
  checkMoves(made, envelope.moves);
  admit(standingOf(made, envelope.moves).state !== "draft", "unknown_referral");
  state.referrals[made.id] = made;
  return made;
}

/** What whoever receives moves looks at (section 12). */
function checkMoves(referral, moves) {
  const known = new Set(referral.moves.map(digest));
  const { head, state } = standingOf(referral);
  for (const move of moves.filter((each) => !known.has(digest(each)))) {
    admit(move.referral === referral.id, "another_referral");
    admit(move.side !== referral.side, "not_your_side");
    admit(move.base !== head || missingCodes(state, move).length === 0, "incomplete_move");
  }
}

function asReceiver(referral) {
  admit(referral.side === "receiver", "not_your_side");
}

function asSender(referral) {
  admit(referral.side === "sender", "not_your_side");
}

// --- Offers and sections ------------------------------------------------------------------------------------------------

async function takeOffer(road, { envelope, sections }, consent) {
  const { us, state, event } = road;
  const names = Object.keys(sections);
  const wanted = consentOf({ envelope });
  admit(consent !== null && Object.keys(wanted).every((name) => wanted[name] === consent[name]), "consent_not_named");
  admit(new Date(envelope.consent.until) > new Date(), "consent_ended");
  admit(names.every((name) => AT_ONCE.has(name) && !envelope.held_back.includes(name)), "sent_too_early");
  admit(names.every((name) => envelope.consent.sections.includes(name)), "not_consented");
  const referral = findOrMake(road, envelope);
  asReceiver(referral);
  admit(mayBeRead(referral) && referral.offer === null, "consent_ended");
  addMoves(referral, envelope.moves);
  referral.offer = { id: event.id, hash: digest(event) };
  keep(referral, sections);
  await follow(us, state, referral);
  return ["delivered_to_team"];
}

/** Later versions replace earlier ones; what was taken back is left out. */
function keep(referral, sections) {
  for (const [name, part] of Object.entries(sections)) {
    const isOlder = (referral.sections[name]?.version ?? 0) > part.version;
    if (!referral.takenBack.includes(name) && !isOlder) referral.sections[name] = part;
  }
}

function takeUpdate(road, { referral: id, sections }, consent) {
  const referral = find(road, id);
  asReceiver(referral);
  admit(mayBeRead(referral), "consent_ended");
  admit(consent?.consent_id === referral.envelope.consent.id, "consent_not_named");
  const { sections: named, follow_changes: follows } = referral.envelope.consent;
  admit(follows && Object.keys(sections).every((name) => named.includes(name)), "not_consented");
  keep(referral, sections);
}

async function takeReleased(road, { referral: id, held }, consent) {
  const referral = find(road, id);
  asReceiver(referral);
  const sections = await openedHeld(road, held);
  admit(held.referral === id, "another_referral");
  admit(mayBeRead(referral), "consent_ended");
  const { standing } = standingOf(referral);
  const hasAccepted = referral.moves.some((move) => move.event === "accept" && standing.includes(digest(move)));
  admit(hasAccepted, "sent_too_early");
  const { consent: extract } = referral.envelope;
  const isNamed = held.consent_id === extract.id && consent?.consent_id === extract.id && consent.purpose === "release";
  admit(isNamed, "consent_not_named");
  const names = Object.keys(sections).filter((name) => !referral.takenBack.includes(name));
  admit(names.every((name) => extract.sections.includes(name)), "not_consented");
  keep(referral, sections);
}

async function openedHeld(road, held) {
  try {
    return await openHeld(held, road.event, road.reader);
  } catch (error) {
    throw error instanceof Fault ? new Refusal("held_part_not_believed") : error;
  }
}

// --- Moves and words ----------------------------------------------------------------------------------------------------

async function takeMoves(road, body) {
  const referral = find(road, body.referral);
  const added = newMoves(referral, body.moves);
  admit(added.every(({ actor }) => actor !== "clock"), "not_for_a_member");
  const receipts = checkReceipts(road, referral, body.receipts ?? []);
  checkWords(referral, body.texts ?? []);
  checkMoves(referral, body.moves);
  addMoves(referral, body.moves);
  referral.receipts.push(...receipts);
  referral.texts.push(...(body.texts ?? []));
  await follow(road.us, road.state, referral);
}

async function takeClock(road, body) {
  const referral = find(road, body.referral);
  admit(body.moves.every(({ actor }) => actor === "clock"), "not_for_a_clock");
  checkMoves(referral, body.moves);
  addMoves(referral, body.moves);
  await follow(road.us, road.state, referral);
}

function newMoves(referral, moves) {
  const known = new Set(referral.moves.map(digest));
  return moves.filter((move) => !known.has(digest(move)));
}

function takeNews(road, body) {
  const referral = find(road, body.referral);
  checkWords(referral, body.texts);
  referral.texts.push(...body.texts);
}

function takeTask(road, body) {
  const referral = find(road, body.referral);
  checkWords(referral, body.texts ?? []);
  applyTask(referral, body, referral.side === "sender" ? "receiver" : "sender");
}

function takeConferred(road, body) {
  const referral = find(road, body.referral);
  const { position } = standingOf(referral);
  admit(!position.withdrawn && !["declined", "closed"].includes(position.state), "consent_ended");
  admit(new Date() < new Date(referral.envelope.consent.until), "consent_ended");
  checkBond(referral, position.state, sectorsOf(road, referral));
  checkWords(referral, body.texts);
  applyConferred(referral, body, otherSide(referral.side));
}

/** Those of both agencies, as their cards say them. */
function sectorsOf(road, referral) {
  return [[road.us.card, referral.agency], [road.reader.cardOf(referral.peer), referral.other]].map(
    ([card, agency]) => card.agencies.find(({ id }) => id === agency)?.sector,
  );
}

function takeHolderAsked(road, body) {
  const referral = find(road, body.referral);
  const { position } = standingOf(referral);
  admit(!position.withdrawn && !["declined", "closed"].includes(position.state), "consent_ended");
  if (!mayKnow(referral, position.state, sectorsOf(road, referral))) return;
  checkWords(referral, body.texts ?? []);
  applyAsked(referral, body, otherSide(referral.side));
}

function takeLinked(road, { referral: id, link, role = "" }) {
  const referral = find(road, id);
  checkLink(link);
  if (link.step !== "ended") checkRoad(referral, standingOf(referral).position.state, sectorsOf(road, referral), role);
  applyLinked(referral, link);
}

/** Words go only where their section is shared. */
function checkWords(referral, texts) {
  if (texts.length === 0) return;
  admit(mayBeRead(referral) || referral.side === "sender", "consent_ended");
  const { sections, tell_outcome: mayTell } = referral.envelope.consent;
  for (const { kind, section } of texts) {
    admit(sections.includes(section) && !referral.takenBack.includes(section), "text_of_a_section_not_shared");
    admit(kind !== "handover" || ["needs", "logistics"].includes(section), "words_not_of_a_handover");
    const tells = referral.side === "sender" && ["news", "outcome"].includes(kind);
    admit(!tells || mayTell, "may_not_tell_what_came_of_it");
  }
}

function takeNudge(road, { referral: id, head, asker }) {
  const referral = find(road, id);
  const { position, head: ours } = standingOf(referral);
  const turn = position.proposal ? otherSide(position.proposal.side) : TURN[position.state];
  admit(turn.includes(referral.side), "not_your_turn");
  admit(Date.now() - new Date(position.since) > LATE_AFTER, "not_late");
  if (head === ours) referral.notes.push({ nudged_by: asker });
}

function otherSide(side) {
  return side === "sender" ? "receiver" : "sender";
}

// --- Taking back --------------------------------------------------------------------------------------------------------

async function takeWithdrawal(road, { envelope, channel }) {
  const referral = findOrMake(road, envelope);
  await takeBack(road, referral, envelope.moves);
  if (referral.side === "sender") referral.notes.push({ taken_back_there: channel ?? "worker" });
}

async function takeExpiry(road, { envelope }) {
  const ofConsent = envelope.moves.filter(({ event, actor }) => event === "withdraw" && actor === "consent");
  admit(ofConsent.length > 0, "not_for_a_clock");
  const isKnown = Object.hasOwn(road.state.referrals, envelope.referral);
  const referral = findOrMake(road, envelope);
  asReceiver(referral);
  await takeBack(road, referral, isKnown ? ofConsent : envelope.moves);
}

async function takeBack(road, referral, moves) {
  const { us, state } = road;
  addMoves(referral, moves);
  await follow(us, state, referral);
  if (referral.side === "receiver") await answer(us, state, referral, []);
}

async function takeNarrowing(road, { envelope, sections }) {
  const referral = findOrMake(road, envelope);
  asReceiver(referral);
  addMoves(referral, envelope.moves);
  referral.takenBack = [...new Set([...referral.takenBack, ...sections])];
  referral.envelope = { ...referral.envelope, consent: keptEnvelope(envelope).consent, held_back: envelope.held_back };
  erase(referral, sections);
  await follow(road.us, road.state, referral);
  await answer(road.us, road.state, referral, sections);
}

/** The holder's answer to what was taken back. */
export async function answer(us, state, referral, sections) {
  const body = { referral: referral.id, answer: "erased", sections };
  await post(us, state, referral, { type: "safeconduct.erase.done.v1", lane: "withdrawal", use: "receipt", body });
}

function takeAnswer(road, body) {
  const referral = find(road, body.referral);
  asSender(referral);
  referral.answer = { answer: body.answer, sections: body.sections ?? [] };
}

/** How the next link stands after a taking back: a code, shown beside it. */
function takeChain(road, { referral: id, onward, back }) {
  const referral = find(road, id);
  asSender(referral);
  referral.notes.push({ next_link: onward.agency, answer: back.answer, at: back.at });
}

// --- Receipts -----------------------------------------------------------------------------------------------------------

function takeOpened(road, body) {
  const referral = find(road, body.referral);
  asSender(referral);
  const receipts = checkReceipts(road, referral, body.receipts ?? []);
  const isNamed = body.holders && mayKnow(referral, standingOf(referral).position.state, sectorsOf(road, referral));
  if (isNamed) applyHolders(referral, body.holders);
  referral.receipts.push(...receipts);
  referral.opened.push({ sections: body.sections, role: body.role ?? "" });
}

/** Receipts about our offer. */
function checkReceipts({ reader }, referral, receipts) {
  for (const receipt of receipts) {
    admit(referral.side === "sender" && receipt.message === referral.offer?.id, "unknown_message");
    const of = { message: referral.offer.id, object_hash: referral.offer.hash, issuer: referral.peer, agency: referral.other };
    try {
      checkReceipt(receipt, of, reader.cardOf);
    } catch (error) {
      throw error instanceof Fault ? new Refusal("receipt_not_believed") : error;
    }
  }
  return receipts;
}

