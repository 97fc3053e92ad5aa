// Receipts: a node's signed word that a message reached a step (section 7).

import { agencyOn, signerOn } from "./card.js";
import { must } from "./faults.js";
import { canonicalBytes, hasExactly, without } from "./json.js";
import { mustBeSigned, signValue } from "./signing.js";
import { is, timeText } from "./spelling.js";

const MEMBERS = ["v", "step", "message", "object_hash", "issuer", "agency", "at", "kid", "signature"];
const STEPS = ["accepted_by_node", "delivered_to_team", "opened", "decided", "non_delivery"];

/** A receipt of ours about a message of theirs. */
export function issue(step, { message, objectHash, issuer, agency }, signer, now = new Date()) {
  const unsigned = {
    v: 1, step, message, object_hash: objectHash, issuer, agency, at: timeText(now), kid: signer.kid,
  };
  return { ...unsigned, signature: signValue(signer, unsigned) };
}

/** Check a receipt about the message `of` {message, object_hash, issuer, agency}. Throws Fault. */
export function checkReceipt(receipt, of, cardOf) {
  must(hasExactly(receipt, MEMBERS) && receipt.v === 1 && STEPS.includes(receipt.step), "malformed");
  const kinds = {
    message: "messageId", object_hash: "hash", issuer: "node", agency: "uuid", at: "time", kid: "kid",
    signature: "signature",
  };
  must(Object.entries(kinds).every(([name, kind]) => is(kind, receipt[name])), "malformed");
  for (const name of ["message", "issuer", "agency"]) must(receipt[name] === of[name], "mis_addressed");
  must(receipt.object_hash === of.object_hash, "wrong_body");
  const card = cardOf(receipt.issuer);
  must(card !== undefined, "unknown_peer");
  must(agencyOn(card, receipt.agency), "mis_addressed");
  const publicKey = signerOn(card, receipt.kid, `safeconduct.receipt.${receipt.step}.v1`);
  mustBeSigned(publicKey, canonicalBytes(without(receipt, "signature")), receipt.signature);
}
