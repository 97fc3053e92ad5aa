// What messages and held-back objects have in common: header, body, signature; padded and sealed (section 4).

import { randomBytes } from "node:crypto";
import { must } from "./faults.js";
import { open, seal } from "./hpke.js";
import { canonical, canonicalBytes, digest, hasExactly, isObject, parseCanonical } from "./json.js";
import { mustBeSigned, signValue } from "./signing.js";

export const CLASSES = [4096, 16384, 65536, 262144];
export const SEALING_BYTES = 1136;

/** The length that a plain text of this length is padded to, its four bytes included. */
export function paddedLength(length, most = CLASSES.at(-1)) {
  const found = CLASSES.find((size) => size <= most && size >= length + 4);
  must(found !== undefined, "too_large");
  return found;
}

function pad(plain, most) {
  const padded = Buffer.alloc(paddedLength(plain.length, most));
  padded.writeUInt32BE(plain.length);
  plain.copy(padded, 4);
  return padded;
}

function unpad(padded) {
  const length = padded.readUInt32BE();
  must(length <= padded.length - 4 && paddedLength(length) === padded.length, "cannot_open");
  must(padded.subarray(4 + length).every((byte) => byte === 0), "cannot_open");
  return padded.subarray(4, 4 + length);
}

/** Seal a body under what stands outside (`outside`) and what is said inside only (`secret`). */
export async function sealObject({ outside, secret, body, signer, recipientKey, most }) {
  const salted = { ...body, salt: randomBytes(16).toString("hex") };
  const header = { ...outside, ...secret, body_hash: digest(salted) };
  const plain = canonicalBytes({ header, body: salted, signature: signValue(signer, header) });
  const sealed = await seal(recipientKey, canonicalBytes(outside), pad(plain, most));
  return { ...outside, data_base64: sealed.toString("base64") };
}

/** Steps 9 to 14: the header and the body without its salt. Throws Fault. */
export async function openObject({ outside, secretMembers, sealed, keys, publicKey }) {
  const plain = unpad(await open(keys, canonicalBytes(outside), sealed));
  const inside = parseCanonical(plain);
  must(hasExactly(inside, ["header", "body", "signature"]) && isObject(inside.body), "malformed");
  const { header, body, signature } = inside;
  must(hasExactly(header, [...Object.keys(outside), ...secretMembers, "body_hash"]), "malformed");
  for (const [name, value] of Object.entries(outside)) {
    must(canonical(header[name]) === canonical(value), "mis_addressed");
  }
  mustBeSigned(publicKey, canonicalBytes(header), signature);
  must(digest(body) === header.body_hash, "wrong_body");
  must(typeof body.salt === "string" && /^[0-9a-f]{32}$/.test(body.salt), "malformed");
  const { salt, ...rest } = body;
  return { header, body: rest };
}
