// JSON as section 2 has it: strict reading, and the one canonical way to write a value.

import { createHash } from "node:crypto";
import { must } from "./faults.js";

const MOST_DEPTH = 32;
const NUMBER = /-?(?:0|[1-9][0-9]*)/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;
const WORDS = { true: true, false: false, null: null };

/** The value of these bytes or this text. Throws Fault `malformed`. */
export function parse(input) {
  const text = typeof input === "string" ? input : decoded(input);
  const reader = { text, at: 0 };
  const value = read(reader, 0);
  skip(reader);
  must(reader.at === text.length, "malformed");
  return value;
}

function decoded(bytes) {
  try {
    // With ignoreBOM a byte order mark stays in the text, where no value may begin with it.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return must(false, "malformed");
  }
}

function read(reader, depth) {
  must(depth <= MOST_DEPTH, "malformed");
  skip(reader);
  const first = reader.text[reader.at];
  if (first === "{") return readObject(reader, depth + 1);
  if (first === "[") return readArray(reader, depth + 1);
  if (first === '"') return JSON.parse(take(reader, STRING));
  for (const [word, value] of Object.entries(WORDS)) {
    if (reader.text.startsWith(word, reader.at)) {
      reader.at += word.length;
      return value;
    }
  }
  return readNumber(reader);
}

function readNumber(reader) {
  const value = Number(take(reader, NUMBER));
  // A fraction or an exponent behind it is no number of ours.
  must(Number.isSafeInteger(value) && !/[.eE0-9]/.test(reader.text[reader.at] ?? ""), "malformed");
  return value;
}

function readArray(reader, depth) {
  const found = [];
  reader.at += 1;
  if (next(reader, "]")) return found;
  do found.push(read(reader, depth));
  while (next(reader, ","));
  must(next(reader, "]"), "malformed");
  return found;
}

function readObject(reader, depth) {
  const found = {};
  reader.at += 1;
  if (next(reader, "}")) return found;
  do readMember(reader, depth, found);
  while (next(reader, ","));
  must(next(reader, "}"), "malformed");
  return found;
}

function readMember(reader, depth, found) {
  skip(reader);
  const key = JSON.parse(take(reader, STRING));
  must(!Object.hasOwn(found, key) && next(reader, ":"), "malformed");
  // Plain assignment would lose a member with the name `__proto__`.
  Object.defineProperty(found, key, {
    value: read(reader, depth), enumerable: true, writable: true, configurable: true,
  });
}

function take(reader, pattern) {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  must(found !== null, "malformed");
  reader.at = pattern.lastIndex;
  return found[0];
}

function skip(reader) {
  take(reader, SPACE);
}

function next(reader, mark) {
  skip(reader);
  if (reader.text[reader.at] !== mark) return false;
  reader.at += 1;
  return true;
}

/** The canonical text of a value. Throws Fault `malformed` where it has none. */
export function canonical(value) {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "string") return canonicalText(value);
  if (typeof value === "number") {
    must(Number.isSafeInteger(value), "malformed");
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  must(typeof value === "object", "malformed");
  // JavaScript compares texts by UTF-16 code units, which is the order that is wanted.
  const members = Object.keys(value).sort().map((key) => `${canonicalText(key)}:${canonical(value[key])}`);
  return `{${members.join(",")}}`;
}

function canonicalText(text) {
  must(text.isWellFormed(), "malformed");
  return JSON.stringify(text);
}

/** The bytes of the canonical form. */
export function canonicalBytes(value) {
  return Buffer.from(canonical(value), "utf8");
}

/** SHA-256 of bytes, as 64 hex digits. */
export function sha256(bytes) {
  return createHash("sha256").update(bytes).digest("hex");
}

/** `digest(value)` of the document. */
export function digest(value) {
  return sha256(canonicalBytes(value));
}

/** A value whose bytes must be canonical already. Throws Fault `malformed`. */
export function parseCanonical(bytes) {
  const value = parse(bytes);
  must(canonicalBytes(value).equals(Buffer.from(bytes)), "malformed");
  return value;
}

/** Whether it is an object with exactly these members. */
export function hasExactly(value, members) {
  return isObject(value) && Object.keys(value).sort().join() === [...members].sort().join();
}

/** Whether it is an object of JSON. */
export function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A copy without these members. */
export function without(value, ...members) {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !members.includes(key)));
}
