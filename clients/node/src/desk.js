// What a member does: each order is an object with `do`, and is answered with one object.

import { randomUUID } from "node:crypto";
import { fingerprint, readCard } from "./card.js";
import { AT_ONCE } from "./codes.js";
import { answerEnquiry } from "./enquiries.js";
import { Fault } from "./faults.js";
import { sealHeld } from "./held.js";
import { admits } from "./history.js";
import { seal } from "./hpke.js";
import { digest, parse } from "./json.js";
import { missingCodes } from "./moves.js";
import { ask } from "./outbox.js";
import { exchangeKeyOf, post, sealInPlace, voidSections } from "./post.js";
import { issue } from "./receipt.js";
import {
  addMoves, consentOf, envelopeOf, erase, follow, mayBeRead, newReferral, standingOf,
} from "./referrals.js";
import { send } from "./road.js";
import { fromBase64, momentText, newHandle, newReference } from "./spelling.js";
import { answer } from "./taking.js";
import { applyTask } from "./tasks.js";

const DECIDES = ["accept", "decline", "propose_reroute", "record_outcome"];
const MOVED = "safeconduct.referral.moved.v1";
const RELEASED = "safeconduct.referral.released.v1";
const OFFERED = "safeconduct.referral.offered.v1";

/** Something that a member may not do, as a sentence. */
class No extends Error {}

function must(holds, sentence) {
  if (!holds) throw new No(sentence);
}

/** Carry out an order; {ok: true, ...} or {ok: false, why}. */
export async function order(us, store, asked) {
  try {
    must(Object.hasOwn(ORDERS, asked.do), `There is no order ${asked.do}.`);
    return { ok: true, ...(await ORDERS[asked.do](us, store, asked)) };
  } catch (error) {
    if (error instanceof No || error.code || error.reason) return { ok: false, why: error.message };
    throw error;
  }
}

const ORDERS = {
  card: (us) => ({ card: us.card, fingerprint: fingerprint(us.card) }),
  enquiries: (_us, store) => ({ enquiries: Object.values(store.state.enquiries ?? {}) }),
  answer: (us, store, asked) => store.turn(async (state) => ({
    enquiry: await answerEnquiry(us, state, asked.enquiry, asked),
  })),
  meet, confirm, list, show, move, read, tell, task, refer, update, withdraw, narrow, again,
};

// --- Peers --------------------------------------------------------------------------------------------------------------

/** Take another node's card, or fetch it. It is not believed before somebody has compared its fingerprint. */
async function meet(us, store, { url, card: given }) {
  const card = readCard(given ?? await fetched(url));
  await mustTakeSeals(card);
  await store.turn((state) => { state.met[card.node] = card; });
  return { node: card.node, fingerprint: fingerprint(card) };
}

/** An exchange key to which nothing can be sealed makes a card worth nothing. Throws Fault `malformed`. */
async function mustTakeSeals(card) {
  for (const { exchange_key: key, former_exchange_key: former = key } of card.agencies) {
    for (const text of new Set([key, former])) {
      await seal(fromBase64(text), Buffer.alloc(0), Buffer.alloc(0)).catch(() => { throw new Fault("malformed"); });
    }
  }
}

async function fetched(url) {
  const { status, body } = await send("GET", `${url}card`);
  must(status === 200, "There is no card.");
  return parse(body);
}

function confirm(us, store, { node, heard }) {
  return store.turn((state) => {
    const card = state.met[node];
    must(card && fingerprint(card) === heard, "That is not the fingerprint of its card.");
    state.peers[node] = card;
    return { node };
  });
}

// --- Looking ------------------------------------------------------------------------------------------------------------

function list(us, store) {
  const referrals = Object.values(store.state.referrals).map((referral) => ({
    id: referral.id, side: referral.side, reference: referral.envelope.reference, state: standingOf(referral).state,
  }));
  return { referrals, waiting: store.state.outgoing.length, notes: store.state.notes };
}

function show(us, store, { referral: id }) {
  const referral = found(store.state, id);
  const standing = standingOf(referral);
  const isOpen = referral.side === "sender" || (mayBeRead(referral) && !referral.isLocked);
  return {
    id, side: referral.side, state: standing.state, head: standing.head, standing: standing.standing, undone: standing.undone,
    sections: isOpen ? referral.sections : {}, texts: isOpen ? referral.texts : [], tasks: isOpen ? referral.tasks : {}, items: isOpen ? referral.items : {}, links: isOpen ? referral.links : {},
    holders: isOpen ? referral.holders : [], asked: isOpen ? referral.asked : {}, erased: referral.isErased,
    released: referral.isReleased, answer: referral.answer, opened: referral.opened, notes: referral.notes,
    receipts: referral.receipts.map(({ step }) => step),
    waiting: store.state.outgoing.filter((entry) => entry.referral === id).map(({ event }) => event.type),
  };
}

function found(state, id) {
  must(Object.hasOwn(state.referrals, id), "There is no such referral.");
  return state.referrals[id];
}

// --- Moving -------------------------------------------------------------------------------------------------------------

function makeMove(us, referral, event, codes, actor = "member") {
  const { head, position, state } = standingOf(referral);
  const move = {
    v: 1, referral: referral.id, base: head, event, side: referral.side, actor, at: momentText(new Date()), codes,
  };
  must(admits(position, move), `In ${state} there is no ${event} by the ${referral.side}.`);
  const missing = missingCodes(state, move);
  must(missing.length === 0, `It lacks ${missing.join(", ")}.`);
  return move;
}

function move(us, store, { referral: id, event, codes = {}, texts = [] }) {
  must(event !== "withdraw", "Taking back is an order of its own.");
  return store.turn(async (state) => {
    const referral = found(state, id);
    const filled = event === "accept" ? { worker: us.member, conflict_check: "none", ...codes } : codes;
    addMoves(referral, [makeMove(us, referral, event, filled)]);
    const receipts = DECIDES.includes(event) ? [aboutOffer(us, referral, "decided")] : [];
    const body = { referral: id, moves: referral.moves, role: "social_worker", receipts, texts };
    await post(us, state, referral, { type: MOVED, body });
    await follow(us, state, referral);
    return { state: standingOf(referral).state };
  });
}

function aboutOffer(us, referral, step) {
  const { id: message, hash: objectHash } = referral.offer;
  return issue(step, { message, objectHash, issuer: us.node, agency: referral.agency }, us.signers.receipt);
}

/** Somebody of the team reads sections: the sender is told, so that the person can be. */
function read(us, store, { referral: id, sections }) {
  return store.turn(async (state) => {
    const referral = found(state, id);
    must(referral.side === "receiver" && mayBeRead(referral) && !referral.isLocked, "Nothing of it may be read.");
    const shown = Object.fromEntries(sections.map((name) => [name, referral.sections[name]?.content ?? null]));
    const body = { referral: id, receipts: [aboutOffer(us, referral, "opened")], sections, role: "social_worker" };
    await post(us, state, referral, { type: "safeconduct.receipt.opened.v1", lane: "receipts", use: "receipt", body });
    return { sections: shown };
  });
}

function tell(us, store, { referral: id, texts }) {
  return store.turn(async (state) => {
    const body = { referral: id, role: "social_worker", texts };
    await post(us, state, found(state, id), { type: "safeconduct.referral.told.v1", body });
    return {};
  });
}

/** Add a task in common, or end one. */
function task(us, store, { referral: id, task: said, texts = [] }) {
  return store.turn(async (state) => {
    const referral = found(state, id);
    const body = { referral: id, role: "social_worker", task: { id: randomUUID(), due: null, ended: null, ...said }, texts };
    applyTask(referral, body, referral.side);
    await post(us, state, referral, { type: "safeconduct.referral.task.v1", body });
    return { task: body.task.id };
  });
}

// --- Sending one --------------------------------------------------------------------------------------------------------

/** Refer somebody to a service of a peer. What is not sent at once is sealed now and waits here. */
function refer(us, store, { peer, service: id, need = "", urgency = "urgent", sections, days = 30 }) {
  return store.turn(async (state) => {
    must(Object.hasOwn(state.peers, peer), "That node is not confirmed.");
    const agency = state.peers[peer].agencies.find(({ services }) => services.some((service) => service.id === id));
    must(agency, "There is no such service.");
    const service = agency.services.find((each) => each.id === id);
    const names = Object.keys(sections);
    const envelope = newEnvelope(us, service, { need, urgency, days, names });
    const referral = newReferral({
      side: "sender", peer, agency: us.agency, other: agency.id, handle: newHandle(), envelope,
    });
    state.referrals[referral.id] = referral;
    addMoves(referral, [makeMove(us, referral, "send", { urgency, services: [service.service] })]);
    await sealAndOffer(us, state, referral, sections);
    return { referral: referral.id, reference: envelope.reference };
  });
}

function newEnvelope(us, service, { need, urgency, days, names }) {
  const now = new Date();
  const consent = {
    id: randomUUID(), version: 1, sections: names, until: momentText(new Date(now.getTime() + days * 86400e3)),
    conditions: ["not_police"], tell_outcome: true, follow_changes: true, ground: "",
  };
  return {
    referral: randomUUID(), reference: newReference(us.country), created_at: momentText(now), country: us.country,
    team: service.team, service: service.service, need, urgency, purpose: service.purpose, phoned_at: null,
    consent: { ...consent, hash: digest(consent) }, held_back: names.filter((name) => !AT_ONCE.has(name)),
    role: "social_worker",
  };
}

async function sealAndOffer(us, state, referral, sections) {
  partsOf(referral, sections, 1);
  await sealLater(us, state, referral);
  const body = { envelope: envelopeOf(referral), sections: shared(referral, true) };
  const event = await post(us, state, referral, { type: OFFERED, body, consent: consentOf(referral) });
  referral.offer = { id: event.id, hash: digest(event), event };
}

function partsOf(referral, sections, version) {
  const parts = Object.entries(sections).map(([name, content]) => [name, { version, content, role: "social_worker" }]);
  Object.assign(referral.sections, Object.fromEntries(parts));
  return Object.fromEntries(parts);
}

/** The sections that go at once, or those that wait for the acceptance. */
function shared({ sections }, isAtOnce) {
  return Object.fromEntries(Object.entries(sections).filter(([name]) => AT_ONCE.has(name) === isAtOnce));
}

async function sealLater(us, state, referral) {
  const parts = shared(referral, false);
  referral.held = null;
  if (Object.keys(parts).length === 0) return;
  referral.revision += 1;
  const label = {
    referral: referral.id, revision: referral.revision, ...consentOf(referral), source: us.node,
    senderagency: referral.agency, recipientagency: referral.other,
  };
  const key = exchangeKeyOf(us, state, referral.peer, referral.other);
  referral.held = await sealHeld(label, parts, us.signers.object, key);
}

/** A later version of sections that the other side has. */
function update(us, store, { referral: id, sections }) {
  return store.turn(async (state) => {
    const referral = found(state, id);
    const last = Math.max(...Object.keys(sections).map((name) => referral.sections[name]?.version ?? 0));
    const body = { referral: id, role: "social_worker", sections: partsOf(referral, sections, last + 1) };
    await post(us, state, referral, { type: "safeconduct.referral.updated.v1", body, consent: consentOf(referral) });
    return {};
  });
}

// --- Taking back --------------------------------------------------------------------------------------------------------

function withdraw(us, store, { referral: id, reason = "consent_withdrawn" }) {
  return store.turn(async (state) => {
    const referral = found(state, id);
    addMoves(referral, [makeMove(us, referral, "withdraw", { reason })]);
    const channel = referral.side === "receiver" ? { channel: "person" } : {};
    const body = { envelope: envelopeOf(referral), ...channel };
    await post(us, state, referral, { type: "safeconduct.referral.withdrawn.v1", lane: "withdrawal", body });
    await follow(us, state, referral);
    if (referral.side === "receiver") await answer(us, state, referral, []);
    return { state: standingOf(referral).state };
  });
}

/** Single sections are taken back; the rest goes on under the same consent, which names fewer. */
function narrow(us, store, { referral: id, sections }) {
  return store.turn(async (state) => {
    const referral = found(state, id);
    must(referral.side === "sender", "Only the sender holds the consent.");
    const left = (names) => names.filter((name) => !sections.includes(name));
    const { consent } = referral.envelope;
    const narrowed = { ...consent, sections: left(consent.sections) };
    referral.envelope = { ...referral.envelope, consent: narrowed, held_back: left(referral.envelope.held_back) };
    erase(referral, sections);
    await sealAgain(us, state, referral);
    const body = { envelope: envelopeOf(referral), sections };
    await post(us, state, referral, { type: "safeconduct.consent.narrowed.v1", lane: "withdrawal", body });
    return {};
  });
}

/** What waits here is sealed anew without what was taken back; an offer keeps its number. */
async function sealAgain(us, state, referral) {
  const wasReleased = state.outgoing.some((entry) => entry.referral === referral.id && entry.event.type === RELEASED);
  const offer = state.outgoing.find(({ event }) => event.id === referral.offer.id);
  if (referral.held || wasReleased) await sealLater(us, state, referral);
  await voidSections(us, state, referral);
  if (offer) {
    const body = { envelope: envelopeOf(referral), sections: shared(referral, true) };
    const event = await sealInPlace(us, state, offer, { type: OFFERED, body, consent: consentOf(referral) });
    referral.offer = { id: event.id, hash: digest(event), event };
  }
  await follow(us, state, referral);
}

// --- To learn from ------------------------------------------------------------------------------------------------------

/** Hand the offer of a referral over once more, as after a lost answer, and show what is answered. */
async function again(us, store, { referral: id }) {
  const { peer, offer } = found(store.state, id);
  const [result] = await ask(us, store, peer, [offer.event]);
  return { result };
}
