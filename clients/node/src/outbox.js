// Handing over what waits, until a signed answer has come for each message (sections 6 and 8).

import { must } from "./faults.js";
import { checkAnswer, signRequest } from "./hop.js";
import { readerOf } from "./inbox.js";
import { hasExactly, parse } from "./json.js";
import { objectHash } from "./message.js";
import { laneKey, makeVoid } from "./post.js";
import { checkReceipt } from "./receipt.js";
import { send } from "./road.js";

const AT_A_TIME = 5; // of the largest class; so they stay below the limit of a request
const STATUSES = ["stored", "duplicate", "gap", "refused", "quarantined"];
const LANES = { withdrawal: 0, main: 1, receipts: 2 };

/** Hand over what waits for a peer, once. True when all of it was answered for good. */
export async function handOver(us, store, peer) {
  await store.turn((state) => voidWhatHasExpired(us, state));
  const waiting = store.state.outgoing
    .filter((entry) => entry.peer === peer)
    .sort((one, other) => LANES[one.event.lane] - LANES[other.event.lane])
    .slice(0, AT_A_TIME);
  if (waiting.length === 0) return true;
  const results = await ask(us, store, peer, waiting.map(({ event }) => event));
  await store.turn((state) => settle(us, state, waiting, results));
  return results.every(({ status }) => ["stored", "duplicate", "refused"].includes(status));
}

async function voidWhatHasExpired(us, state) {
  for (const waiting of state.outgoing) {
    if (new Date(waiting.event.expires) <= new Date()) await makeVoid(us, state, waiting);
  }
}

/** The results, one for each message in its order. Throws Fault when the answer is not believed. */
export async function ask(us, store, peer, events) {
  const url = `${store.state.peers[peer].endpoint}messages`;
  const body = Buffer.from(JSON.stringify({ messages: events }));
  const headers = signRequest(url, body, { node: us.node, signer: us.signers.hop });
  const answer = await send("POST", url, headers, body);
  must(answer.status === 200, "malformed");
  checkAnswer({ ...answer, requestSignature: headers.Signature, peer }, readerOf(us, store.state));
  const said = parse(answer.body);
  must(hasExactly(said, ["results"]) && said.results?.length === events.length, "malformed");
  must(said.results.every(({ id }, at) => id === events[at].id), "malformed");
  must(said.results.every(({ status, receipts }) => STATUSES.includes(status) && Array.isArray(receipts)), "malformed");
  for (const [at, result] of said.results.entries()) checkReceipts(us, store.state, peer, events[at], result);
  return said.results;
}

function checkReceipts(us, state, peer, event, { receipts }) {
  const of = { message: event.id, object_hash: objectHash(event), issuer: peer, agency: event.recipientagency };
  for (const receipt of receipts) checkReceipt(receipt, of, readerOf(us, state).cardOf);
}

async function settle(us, state, waiting, results) {
  for (const [at, { event, referral: id }] of waiting.entries()) {
    const entry = state.outgoing.find((each) => each.event.id === event.id);
    const result = results[at];
    if (result.status === "gap" && result.expected <= Number(event.sequence)) continue;
    if (result.status === "quarantined" && entry) {
      state.notes.push({ said: "quarantined", reason: result.reason, type: event.type, referral: id });
      if (event.type !== "safeconduct.void.v1") await makeVoid(us, state, entry);
      continue;
    }
    if (!["stored", "duplicate"].includes(result.status)) {
      const { status: said, reason = "number_already_used" } = result;
      state.notes.push({ said, reason, type: event.type, referral: id });
    }
    state.referrals[id]?.receipts.push(...result.receipts);
    // It may have become a void while it was on its way; its number is used now all the same.
    const isOfNumber = (each) => each.event.sequence === event.sequence && laneKey(each.event) === laneKey(event);
    state.outgoing = state.outgoing.filter((each) => !isOfNumber(each));
  }
}

/** Keep handing over to every peer, with growing pauses while one does not answer. Returns what stops it. */
export function keepHandingOver(us, store, { shortest = 150, longest = 30000 } = {}) {
  const pauses = new Map();
  const due = new Map();
  let isBusy = false;
  const timer = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    const peers = [...new Set(store.state.outgoing.map(({ peer }) => peer))];
    await Promise.all(peers.filter((peer) => (due.get(peer) ?? 0) <= Date.now()).map((peer) => once(peer)));
    isBusy = false;
  }, shortest);
  const once = async (peer) => {
    const isDone = await handOver(us, store, peer).catch((error) => {
      // Nobody there, cut off, not believed: each has a code. Anything else is a fault of ours, and stops nothing.
      if (error.code === undefined) process.stderr.write(`${error.stack}\n`);
      return false;
    });
    const pause = isDone ? 0 : Math.min(longest, 2 * (pauses.get(peer) ?? shortest));
    pauses.set(peer, pause || shortest);
    due.set(peer, Date.now() + pause);
  };
  return () => clearInterval(timer);
}
