// The node card: what a node tells others about itself (section 3).

import { createHash } from "node:crypto";
import { must } from "./faults.js";
import { PUBLIC_BYTES } from "./hpke.js";
import { canonicalBytes, isObject, without } from "./json.js";
import { fits, isSmall, keyId, maySign, mustBeSigned, signValue, USES } from "./signing.js";
import { fromBase64, is } from "./spelling.js";

export const CARD = "safeconduct.card.v1";

/** A card of our own, signed by its object key. */
export function makeCard({ node, name, country, endpoint, issued, signers, agencies }) {
  const keys = signers.map(({ kid, use, publicBytes }) => (
    { kid, use, public: publicBytes.toString("base64"), types: USES[use] }
  ));
  const unsigned = {
    v: 1, type: CARD, node, name, country, issued, versions: [1], endpoint, keys, agencies,
    kid: signers.find((signer) => signer.use === "object").kid,
  };
  const signer = signers.find(({ kid }) => kid === unsigned.kid);
  return { ...unsigned, signature: signValue(signer, unsigned) };
}

/** The same card when it is one. Throws Fault. Members that we do not know are left alone. */
export function readCard(card) {
  must(isObject(card) && card.v === 1 && card.type === CARD && is("node", card.node), "malformed");
  must(is("country", card.country) && is("time", card.issued) && isEndpoint(card.endpoint), "malformed");
  must(Array.isArray(card.keys) && card.keys.every(isKey), "malformed");
  must(Array.isArray(card.agencies) && card.agencies.every(isAgency), "malformed");
  mustDiffer(card.keys.map(({ kid }) => kid));
  mustDiffer(card.agencies.map(({ id }) => id));
  const entry = card.keys.find(({ kid }) => kid === card.kid);
  must(entry && maySign(entry, CARD), "key_may_not_sign");
  mustBeSigned(fromBase64(entry.public), canonicalBytes(without(card, "signature")), card.signature);
  return card;
}

function mustDiffer(ids) {
  must(new Set(ids).size === ids.length, "malformed");
}

function isEndpoint(text) {
  if (typeof text !== "string" || !text.endsWith("/") || !URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isHere = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && isHere);
}

function isKey(entry) {
  if (!isObject(entry) || !Object.hasOwn(USES, entry.use) || !Array.isArray(entry.types)) return false;
  const bytes = fromBase64(entry.public);
  return bytes.length === 32 && !isSmall(bytes) && keyId(bytes) === entry.kid;
}

function isAgency(agency) {
  if (!isObject(agency) || !is("uuid", agency.id)) return false;
  return [agency.exchange_key, agency.former_exchange_key]
    .filter((key) => key !== undefined)
    .every((key) => fromBase64(key).length === PUBLIC_BYTES);
}

/** Sixty digits in twelve groups of five, to be read aloud. */
export function fingerprint(card) {
  const keys = card.keys
    .map(({ kid, use, public: text, types }) => [kid, use, fromBase64(text).toString("hex"), ...types])
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const bytes = canonicalBytes(["safeconduct/v1|fingerprint", card.node, keys]);
  const number = BigInt(`0x${createHash("sha256").update(bytes).digest("hex")}`) % 10n ** 60n;
  return number.toString().padStart(60, "0").match(/.{5}/g).join(" ");
}

/** Public bytes of a key of a card that may sign this type. Throws Fault `key_may_not_sign`. */
export function signerOn(card, kid, type) {
  const entry = card.keys.find((key) => key.kid === kid);
  must(entry && maySign(entry, type), "key_may_not_sign");
  return fromBase64(entry.public);
}

/** Public bytes of a hop key of a card. Throws Fault `key_may_not_sign`. */
export function hopKeyOn(card, kid) {
  const entry = card.keys.find((key) => key.kid === kid && key.use === "hop");
  must(entry && entry.types.some((pattern) => fits(pattern, "safeconduct-hop")), "key_may_not_sign");
  return fromBase64(entry.public);
}

/** An agency of a card by its id, or undefined. */
export function agencyOn(card, id) {
  return card.agencies.find((agency) => agency.id === id);
}
