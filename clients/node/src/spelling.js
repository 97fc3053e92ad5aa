// The one spelling of each thing (section 2).

import { randomBytes } from "node:crypto";
import { must } from "./faults.js";

const PATTERNS = {
  messageId: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  node: /^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/,
  handle: /^[a-z2-7]{26}$/,
  number: /^[1-9][0-9]{0,14}$/,
  type: /^safeconduct(?:\.[a-z][a-z0-9_]{0,31}){1,3}\.v[1-9][0-9]?$/,
  code: /^[a-z][a-z0-9_]{0,39}$/,
  hash: /^[0-9a-f]{64}$/,
  kid: /^[0-9a-f]{16}$/,
  signature: /^[A-Za-z0-9+/]{86}==$/,
  country: /^[A-Z]{2}$/,
  plain: /^[A-Za-z0-9_.:+-]{1,64}$/,
};
const DAY = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const REFERENCE = /^[A-Z]{2}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/;
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Whether a value is a text of this kind. */
export function is(kind, value) {
  if (typeof value !== "string") return false;
  if (kind === "day") return DAY.test(value) && exists(`${value}T00:00:00`);
  if (kind === "time") return TIME.test(value) && exists(value.slice(0, 19));
  if (kind === "moment") return MOMENT.test(value) && exists(value.slice(0, 19));
  if (kind === "reference") return REFERENCE.test(value) && checkOf(value) === value.at(-1);
  return PATTERNS[kind].test(value);
}

function exists(second) {
  const read = new Date(`${second}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(second);
}

/** The check character of a reference: over its country and the seven characters before the last. */
function checkOf(reference) {
  const letters = { I: 1, L: 2, O: 0, U: 3 };
  let sum = 0;
  for (const character of reference.replaceAll("-", "").slice(0, 9)) {
    sum ^= letters[character] ?? CROCKFORD.indexOf(character);
    sum <<= 1;
    if (sum > 31) sum ^= 37;
  }
  return CROCKFORD[sum];
}

/** A new reference of this country. */
export function newReference(country) {
  const letters = Array.from(randomBytes(7), (byte) => CROCKFORD[byte % 32]).join("");
  const body = `${country}-${letters.slice(0, 4)}-${letters.slice(4)}`;
  return body + checkOf(body);
}

/** A new case handle: 128 random bits in base32. */
export function newHandle() {
  const bits = Array.from(randomBytes(16), (byte) => byte.toString(2).padStart(8, "0")).join("").padEnd(130, "0");
  return bits.match(/.{5}/g).map((five) => BASE32[parseInt(five, 2)]).join("");
}

/** A new message id: UUID version 7. */
export function newMessageId(now = new Date()) {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now.getTime(), 0, 6);
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** A time of routing, receipts and cards. */
export function timeText(date) {
  return `${date.toISOString().slice(0, 19)}Z`;
}

/** A moment of bodies. JavaScript knows thousandths; the rest is zeros. */
export function momentText(date) {
  return `${date.toISOString().slice(0, 23)}000Z`;
}

/** The bytes of base64 in its one spelling. Throws Fault with this code. */
export function fromBase64(text, code = "malformed") {
  must(typeof text === "string", code);
  const bytes = Buffer.from(text, "base64");
  must(bytes.toString("base64") === text, code);
  return bytes;
}
