// Requests of peers: who hands over, what is taken in, in which order, and what is answered (sections 6 and 8).

import { Fault, must, Refusal } from "./faults.js";
import { checkRequest, signAnswer } from "./hop.js";
import { hasExactly, isObject, parse } from "./json.js";
import { openMessage } from "./message.js";
import { laneKey } from "./post.js";
import { issue } from "./receipt.js";
import { is } from "./spelling.js";
import { takeIn } from "./taking.js";

export const MOST_BYTES = 2097152;
const MOST_MESSAGES = 50;

/** The reader of section 4, for this state. */
export function readerOf(us, state, now = new Date()) {
  return {
    cardOf: (node) => (node === us.node ? us.card : state.peers[node]),
    keysOf: (agency) => (Object.hasOwn(us.exchange, agency) ? us.exchange[agency] : undefined),
    now,
  };
}

/** The answer to POST <endpoint>messages: {status, headers, body}. */
export async function receive(us, store, { method, headers, body }) {
  if (body.length > MOST_BYTES) return problem(413, "too_large");
  let messages;
  try {
    const request = parse(body);
    must(hasExactly(request, ["messages"]) && Array.isArray(request.messages), "malformed");
    must(request.messages.length > 0, "malformed");
    messages = request.messages;
  } catch (error) {
    return problem(400, codeOf(error));
  }
  if (messages.length > MOST_MESSAGES) return problem(413, "too_large");
  try {
    const url = `${us.endpoint}messages`;
    const sentBy = checkRequest({ method, url, headers, body }, readerOf(us, store.state));
    const results = await store.turn((state) => takeAll(us, state, messages, sentBy));
    return signed(us, { results }, headers);
  } catch (error) {
    return problem(401, codeOf(error));
  }
}

function codeOf(error) {
  if (!(error instanceof Fault)) throw error;
  return error.code;
}

function signed(us, answer, headers) {
  const body = Buffer.from(JSON.stringify(answer));
  const [, requestSignature] = headers.find(([name]) => name.toLowerCase() === "signature");
  return { status: 200, body, headers: signAnswer(200, body, requestSignature, { node: us.node, signer: us.signers.hop }) };
}

/** An answer about the request as a whole. Nothing of it was taken in. */
export function problem(status, title) {
  const body = Buffer.from(JSON.stringify({ type: "about:blank", status, title }));
  return { status, body, headers: { "Content-Type": "application/problem+json" } };
}

async function takeAll(us, state, messages, sentBy) {
  const results = [];
  for (const event of messages) results.push(await take(us, state, event, sentBy));
  return results;
}

async function take(us, state, event, sentBy) {
  const id = isObject(event) && is("messageId", event.id) ? event.id : null;
  try {
    return { id, receipts: [], ...(await taken(us, state, event, sentBy)) };
  } catch (error) {
    return { id, receipts: [], status: "quarantined", reason: codeOf(error) };
  }
}

async function taken(us, state, event, sentBy) {
  const reader = readerOf(us, state);
  const { body, consent, objectHash } = await openMessage(event, sentBy, reader);
  const seen = state.seen[event.id];
  if (seen) return seen.hash === objectHash ? again(seen) : { status: "refused", reason: "id_already_used" };
  const [number, next] = [Number(event.sequence), state.nextIn[laneKey(event)] ?? 1];
  if (number > next) return { status: "gap", expected: next };
  if (number < next) return { status: "refused", reason: "number_already_used" };
  const result = await effect({ us, state, reader, event }, body, consent, objectHash);
  state.nextIn[laneKey(event)] = next + 1;
  state.seen[event.id] = { hash: objectHash, result };
  return result;
}

function again({ result }) {
  return result.status === "stored" ? { ...result, status: "duplicate" } : result;
}

/** A message takes effect as a whole, or is refused and leaves nothing but its number. */
async function effect({ us, state, reader, event }, body, consent, objectHash) {
  const trial = structuredClone(state);
  try {
    const steps = await takeIn({ us, state: trial, reader, event }, event.type, body, consent);
    Object.assign(state, trial);
    const about = { message: event.id, objectHash, issuer: us.node, agency: event.recipientagency };
    return { status: "stored", receipts: steps.map((step) => issue(step, about, us.signers.receipt)) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: "refused", reason: error.reason };
  }
}
