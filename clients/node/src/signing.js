// Ed25519 keys, their ids, and what each may sign (section 3).

import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { must } from "./faults.js";
import { canonicalBytes, sha256 } from "./json.js";
import { fromBase64, is } from "./spelling.js";

const PRIVATE_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_PREFIX = Buffer.from("302a300506032b6570032100", "hex");

/** What the table of section 3 allows to each use, whatever a card says. */
export const USES = {
  object: [
    "safeconduct.referral.*.v1", "safeconduct.handover.*.v1", "safeconduct.consent.*.v1",
    "safeconduct.erase.requested.v1", "safeconduct.void.v1", "safeconduct.card.v1",
  ],
  receipt: ["safeconduct.receipt.*.v1", "safeconduct.erase.done.v1", "safeconduct.referral.released.v1"],
  clock: [
    "safeconduct.receipt.non_delivery.v1", "safeconduct.consent.expired.v1", "safeconduct.clock.*.v1",
    "safeconduct.void.v1", "safeconduct.erase.requested.v1",
  ],
  hop: ["safeconduct-hop"],
};

// The points of small order: whoever has one as a key can make signatures that fit anything.
const SMALL = new Set([
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
]);

/** The id of a key by its public bytes. */
export function keyId(bytes) {
  return sha256(bytes).slice(0, 16);
}

/** A signing key from its seed of 32 bytes, or a new one. */
export function signingKey(use, seed) {
  const key = seed
    ? createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: "der", type: "pkcs8" })
    : generateKeyPairSync("ed25519").privateKey;
  const publicBytes = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(-32);
  const seedBytes = key.export({ format: "der", type: "pkcs8" }).subarray(-32);
  return { use, key, seed: seedBytes, publicBytes, kid: keyId(publicBytes) };
}

/** Whether these public bytes are no key at all. */
export function isSmall(bytes) {
  const plain = Buffer.from(bytes);
  plain[31] &= 0x7f;
  return SMALL.has(plain.toString("hex"));
}

/** The signature over the canonical form of a value, in base64. */
export function signValue(signer, value) {
  return sign(null, canonicalBytes(value), signer.key).toString("base64");
}

/** The signature over bytes, in base64. */
export function signBytes(signer, bytes) {
  return sign(null, bytes, signer.key).toString("base64");
}

/** Throw `bad_signature` unless this public key made this signature over these bytes. */
export function mustBeSigned(publicBytes, bytes, signature) {
  must(is("signature", signature), "bad_signature");
  const key = createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, publicBytes]), format: "der", type: "spki" });
  must(verify(null, bytes, key, fromBase64(signature, "bad_signature")), "bad_signature");
}

/** Whether a pattern, in which `*` is exactly one part, fits a type. */
export function fits(pattern, type) {
  const [wanted, given] = [pattern.split("."), type.split(".")];
  return wanted.length === given.length && wanted.every((part, at) => part === "*" || part === given[at]);
}

/** Whether a key of a card may sign this type: by its card, and by section 3 in any version of the type. */
export function maySign(entry, type) {
  const first = type.replace(/\.v[1-9][0-9]?$/, ".v1");
  return entry.types.some((pattern) => fits(pattern, type)) && USES[entry.use].some((pattern) => fits(pattern, first));
}
