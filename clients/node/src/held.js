// Held-back objects (section 5): sealed when the referral is sent, handed over when it is accepted.

import { signerOn } from "./card.js";
import { must } from "./faults.js";
import { hasExactly, isObject, without } from "./json.js";
import { CLASSES, openObject, sealObject, SEALING_BYTES } from "./sealed.js";
import { keyId } from "./signing.js";
import { fromBase64, is } from "./spelling.js";

export const HELD = "safeconduct.referral.held.v1";
const MOST = 65536;
const LABEL = [
  "type", "referral", "revision", "consent_id", "consent_version", "purpose", "source", "senderagency",
  "recipientagency", "recipientkey", "kid",
];

/** Seal sections that wait at the sender. `label` lacks type, recipientkey and kid. */
export async function sealHeld(label, sections, signer, recipientKey) {
  const outside = { type: HELD, ...label, recipientkey: keyId(recipientKey), kid: signer.kid };
  return sealObject({ outside, secret: {}, body: { sections }, signer, recipientKey, most: MOST });
}

/** Its sections by name. `carrier` has source, senderagency and recipientagency of the message. Throws Fault. */
export async function openHeld(held, carrier, reader) {
  must(hasExactly(held, [...LABEL, "data_base64"]) && held.type === HELD, "malformed");
  must(typeof held.data_base64 === "string", "malformed");
  const sealed = fromBase64(held.data_base64);
  must(sealed.length - SEALING_BYTES <= MOST, "too_large");
  must(CLASSES.includes(sealed.length - SEALING_BYTES), "malformed");
  mustBeDescribed(held);
  for (const name of ["source", "senderagency", "recipientagency"]) must(held[name] === carrier[name], "mis_addressed");
  const card = reader.cardOf(held.source);
  must(card !== undefined, "unknown_peer");
  const publicKey = signerOn(card, held.kid, HELD);
  const keys = reader.keysOf(held.recipientagency).filter(({ publicBytes }) => keyId(publicBytes) === held.recipientkey);
  must(keys.length > 0, "cannot_open");
  const outside = without(held, "data_base64");
  const { body } = await openObject({ outside, secretMembers: [], sealed, keys, publicKey });
  must(isObject(body.sections) && Object.keys(body.sections).length > 0, "malformed");
  return body.sections;
}

function mustBeDescribed(held) {
  const kinds = {
    referral: "uuid", consent_id: "uuid", purpose: "code", source: "node", senderagency: "uuid",
    recipientagency: "uuid", recipientkey: "kid", kid: "kid",
  };
  must(Object.entries(kinds).every(([name, kind]) => is(kind, held[name])), "malformed");
  for (const name of ["revision", "consent_version"]) {
    must(Number.isSafeInteger(held[name]) && held[name] >= 1, "malformed");
  }
}
