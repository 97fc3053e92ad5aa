// The test vectors, read as section 20 says.

import { isDeepStrictEqual } from "node:util";
import { checkBody } from "./bodies.js";
import { fingerprint, readCard } from "./card.js";
import { read } from "./history.js";
import { openHeld } from "./held.js";
import { baseOf, checkAnswer, checkRequest } from "./hop.js";
import { exchangeKeyFromParts } from "./hpke.js";
import { canonicalBytes, parseCanonical } from "./json.js";
import { openMessage } from "./message.js";
import { checkReceipt } from "./receipt.js";
import { paddedLength } from "./sealed.js";
import { signingKey } from "./signing.js";

/** One result a vector: {list, name, why}; `why` is empty where it passes. */
export async function checkVectors(vectors) {
  const reader = await readerOf(vectors);
  const results = [];
  for (const [list, passes] of Object.entries(CHECKS)) {
    for (const [at, vector] of entries(vectors[list])) {
      const name = vector.name ?? String(at);
      results.push({ list, name, why: await outcome(() => passes(vector, reader(vector.now), vectors)) });
    }
  }
  return results;
}

function entries(list) {
  return Array.isArray(list) ? list.entries() : Object.entries(list);
}

async function outcome(check) {
  try {
    await check();
    return "";
  } catch (error) {
    return error.code ? `fault ${error.code}` : error.message;
  }
}

async function readerOf(vectors) {
  const keys = new Map();
  for (const [agency, seeds] of Object.entries(vectors.agencies)) {
    const [mlkem, x25519] = [seeds.mlkem768_seed, seeds.x25519_seed].map((text) => Buffer.from(text, "hex"));
    keys.set(agency, [await exchangeKeyFromParts(mlkem, x25519)]);
  }
  return (now = vectors.now) => ({
    cardOf: (node) => vectors.nodes[node]?.card, keysOf: (agency) => keys.get(agency), now: new Date(now),
  });
}

function same(found, wanted, what) {
  if (!isDeepStrictEqual(found, wanted)) throw new Error(`${what}: ${JSON.stringify(found)?.slice(0, 200)}`);
}

/** Whether it does what the vector says: goes through, or is refused with the code. */
async function refusedOr(vector, act, then) {
  let found;
  try {
    found = await act();
  } catch (error) {
    return same(error.code ?? error.stack, vector.refused, "refused with");
  }
  same(vector.refused, undefined, "it went through, refused should be");
  return then?.(found);
}

const CHECKS = {
  canonical: ({ value, utf8_hex: hex }) => {
    same(canonicalBytes(value).toString("hex"), hex, "written as");
    same(parseCanonical(Buffer.from(hex, "hex")), value, "read as");
  },
  not_canonical: (text) => refusedOr({ refused: "malformed" }, () => parseCanonical(Buffer.from(text))),
  padding: ({ length, padded }) => same(paddedLength(length), padded, "padded to"),
  nodes: ({ card, seeds, fingerprint: digits }) => {
    readCard(card);
    same(fingerprint(card), digits, "fingerprint");
    for (const [use, seed] of Object.entries(seeds)) {
      const { kid } = signingKey(use, Buffer.from(seed, "hex"));
      same(card.keys.find((key) => key.use === use).kid, kid, `id of ${use}`);
    }
  },
  agencies: (_seeds, reader, { nodes }) => {
    for (const { card } of Object.values(nodes)) {
      for (const { id, exchange_key: key } of card.agencies) {
        same(reader.keysOf(id)[0].publicBytes.toString("base64"), key, `exchange key of ${id}`);
      }
    }
  },
  histories: (vector) => {
    for (const moves of [vector.moves, [...vector.moves].reverse()]) {
      const found = read(MADE_FOR, vector.created_at, moves);
      for (const name of ["state", "head", "standing"]) same(found[name], vector[name], name);
      for (const name of ["undone", "waiting"]) same(found[name].sort(), [...vector[name]].sort(), name);
    }
  },
  course: (vector, reader, vectors) => message(vector, reader, (body) => {
    checkBody(vector.event.type, body);
    same(stateAfter(vectors, vector, body), vector.state, "state");
  }),
  messages: (vector, reader) => message(vector, reader),
  held: (vector, reader) => refusedOr(vector, () => openHeld(vector.held, vector.carried_by, reader), (sections) => (
    same(sections, vector.opens.sections, "sections")
  )),
  receipts: (vector, reader) => refusedOr(vector, () => checkReceipt(vector.receipt, vector.of, reader.cardOf)),
  requests: (vector, reader) => refusedOr(
    vector,
    () => checkRequest({ ...vector, headers: Object.entries(vector.headers), body: Buffer.from(vector.body) }, reader),
    (node) => {
      same(node, vector.node, "node");
      const { "Content-Digest": digest, "Signature-Input": input } = vector.headers;
      const names = ['"@method"', '"@target-uri"', '"content-digest"'];
      same(baseOf(names, [vector.method, vector.url, digest], input.slice(4)), vector.base, "signature base");
    },
  ),
  answers: (vector, reader) => refusedOr(vector, () => checkAnswer({
    ...vector, headers: Object.entries(vector.headers), body: Buffer.from(vector.body),
    requestSignature: vector.request.headers.Signature,
  }, reader)),
};

const MADE_FOR = "018f3c00-0000-4000-8000-0000000d0001";

async function message(vector, reader, then) {
  await refusedOr(vector, () => openMessage(vector.event, vector.sent_by, reader), (found) => {
    same(found.body, vector.opens.body, "body");
    same(found.consent, vector.opens.consent, "consent");
    same(found.objectHash, vector.opens.object_hash, "object hash");
    then?.(found.body);
  });
}

/** Where a referral of the course stands after this message, by what all messages up to it have said. */
function stateAfter({ course }, vector, body) {
  if (body.agreement) return body.said ?? "counted";
  if (body.enquiry) return ENQUIRIES[vector.event.type];
  const referral = referralOf(body) ?? referralOf(course[course.indexOf(vector) - 1].opens.body);
  const bodies = course.slice(0, course.indexOf(vector) + 1).map(({ opens }) => opens.body);
  const ours = bodies.filter((each) => referralOf(each) === referral);
  const moves = ours.flatMap((each) => each.moves ?? each.envelope?.moves ?? []);
  return read(referral, ours.find(({ envelope }) => envelope).envelope.created_at, moves).state;
}

const ENQUIRIES = {
  "safeconduct.referral.enquired.v1": "open",
  "safeconduct.referral.enquiry_answered.v1": "answered",
  "safeconduct.referral.enquiry_withdrawn.v1": "withdrawn",
  "safeconduct.clock.enquiry_taken.v1": "taken",
  "safeconduct.clock.enquiry_kept.v1": "kept",
};

function referralOf(body) {
  return body.referral ?? body.envelope?.referral;
}
