// A message on its way (section 4): sealing it, and opening it in the order of the document.

import { agencyOn, signerOn } from "./card.js";
import { must } from "./faults.js";
import { digest, hasExactly, without } from "./json.js";
import { CLASSES, openObject, sealObject, SEALING_BYTES } from "./sealed.js";
import { fromBase64, is } from "./spelling.js";

export const LANES = ["main", "withdrawal", "receipts"];
const LONGEST_LIFE = 1830 * 86400e3;
const ATTRIBUTES = [
  "specversion", "datacontenttype", "id", "source", "type", "subject", "time", "sequence", "lane",
  "senderagency", "recipientagency", "kid", "expires",
];
const CONSENT = ["consent_id", "consent_version", "purpose"];
const MOST_BASE64 = 351040;

/** The sealed message. `consent` is null, or {consent_id, consent_version, purpose}. */
export async function sealMessage(routing, body, consent, signer, recipientKey) {
  const secret = consent ?? Object.fromEntries(CONSENT.map((name) => [name, null]));
  return sealObject({ outside: routing, secret, body, signer, recipientKey, most: CLASSES.at(-1) });
}

/** The hash by which receipts name a message. */
export function objectHash(event) {
  return digest(event);
}

/**
 * What a message says. `reader` has: `cardOf(node)`, a confirmed peer's card or undefined; `keysOf(agency)`, the
 * exchange keys of an agency of ours or undefined; `now`, a Date. `sentBy` is the node that signed the hop.
 * Throws Fault, the first one in the order of the document.
 */
export async function openMessage(event, sentBy, reader) {
  must(hasExactly(event, [...ATTRIBUTES, "data_base64"]), "malformed");
  const sealed = sealedBytes(event.data_base64);
  mustBeDescribed(event);
  must(event.senderagency !== event.recipientagency, "mis_addressed");
  const card = reader.cardOf(event.source);
  must(card !== undefined, "unknown_peer");
  must(event.source === sentBy && agencyOn(card, event.senderagency), "mis_addressed");
  const publicKey = signerOn(card, event.kid, event.type);
  const keys = reader.keysOf(event.recipientagency);
  must(keys !== undefined, "unknown_recipient");
  must(reader.now < new Date(event.expires), "expired");
  const outside = without(event, "data_base64");
  const { header, body } = await openObject({ outside, secretMembers: CONSENT, sealed, keys, publicKey });
  return { body, consent: consentOf(header), objectHash: objectHash(event) };
}

function sealedBytes(text) {
  must(typeof text === "string", "malformed");
  must(text.length <= MOST_BASE64, "too_large");
  const sealed = fromBase64(text);
  must(CLASSES.includes(sealed.length - SEALING_BYTES), "malformed");
  return sealed;
}

function mustBeDescribed(event) {
  const kinds = {
    id: "messageId", source: "node", type: "type", subject: "handle", time: "time", sequence: "number",
    senderagency: "uuid", recipientagency: "uuid", kid: "kid", expires: "time",
  };
  must(event.specversion === "1.0" && event.datacontenttype === "application/json", "malformed");
  must(Object.entries(kinds).every(([name, kind]) => is(kind, event[name])), "malformed");
  must(LANES.includes(event.lane), "malformed");
  const life = new Date(event.expires) - new Date(event.time);
  must(life > 0 && life <= LONGEST_LIFE, "malformed");
}

function consentOf(header) {
  const given = CONSENT.map((name) => header[name]);
  if (given.every((value) => value === null)) return null;
  const [id, version, purpose] = given;
  must(is("uuid", id) && Number.isSafeInteger(version) && version >= 1 && is("code", purpose), "malformed");
  return { consent_id: id, consent_version: version, purpose };
}
