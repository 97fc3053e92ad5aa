// The signature of the hop: RFC 9421 over requests and answers (section 8).

import { createHash, randomBytes } from "node:crypto";
import { hopKeyOn } from "./card.js";
import { must } from "./faults.js";
import { mustBeSigned, signBytes } from "./signing.js";
import { is } from "./spelling.js";

const REQUEST = ['"@method"', '"@target-uri"', '"content-digest"'];
const ANSWER = ['"@status"', '"content-digest"', '"signature";req'];
const TAG = "safeconduct-hop";
const LONGEST = 300;
const SKEW = 30;
const MOST_HEADER = 1024;

/** The headers of a request of ours. */
export function signRequest(url, body, { node, signer, now = new Date() }) {
  const digest = contentDigest(body);
  const values = ["POST", url, digest];
  return headersOf(REQUEST, values, digest, node, signer, now);
}

/** The headers of an answer of ours to a request with this `Signature`. */
export function signAnswer(status, body, requestSignature, { node, signer, now = new Date() }) {
  const digest = contentDigest(body);
  return headersOf(ANSWER, [String(status), digest, requestSignature], digest, node, signer, now);
}

function headersOf(components, values, digest, node, signer, now) {
  const created = Math.floor(now.getTime() / 1000);
  const nonce = randomBytes(18).toString("base64url");
  const params = `(${components.join(" ")});created=${created};keyid="${node}:${signer.kid}";alg="ed25519";` +
    `expires=${created + LONGEST};nonce="${nonce}";tag="${TAG}"`;
  const signature = signBytes(signer, Buffer.from(baseOf(components, values, params)));
  return {
    "Content-Type": "application/json", "Content-Digest": digest,
    "Signature-Input": `hop=${params}`, Signature: `hop=:${signature}:`,
  };
}

/** The signature base of RFC 9421, section 2.5. */
export function baseOf(components, values, params) {
  const lines = components.map((name, at) => `${name}: ${values[at]}`);
  return [...lines, `"@signature-params": ${params}`].join("\n");
}

/** The node that signed a request. `headers` is a list of [name, value] as they came. Throws Fault. */
export function checkRequest({ method, url, headers, body }, reader) {
  const fields = signatureFields(headers);
  const given = parameters(fields.input, REQUEST);
  const values = [method, url, fields.digest];
  return check(given, REQUEST, values, fields, body, reader);
}

/** Check the answer of a peer to our request with this `Signature`. Throws Fault. */
export function checkAnswer({ status, headers, body, requestSignature, peer }, reader) {
  const fields = signatureFields(headers);
  const given = parameters(fields.input, ANSWER);
  must(given.node === peer, "mis_addressed");
  return check(given, ANSWER, [String(status), fields.digest, requestSignature], fields, body, reader);
}

function check(given, components, values, fields, body, reader) {
  const card = reader.cardOf(given.node);
  must(card !== undefined, "unknown_peer");
  const key = hopKeyOn(card, given.kid);
  const now = reader.now.getTime() / 1000;
  must(now >= given.created - SKEW && now <= given.expires + SKEW, "expired");
  must(fields.digest === contentDigest(body), "wrong_body");
  mustBeSigned(key, Buffer.from(baseOf(components, values, given.text)), fields.signature);
  return given.node;
}

function contentDigest(body) {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

/** The one value of a header. Throws Fault `bad_signature` where it is missing or stands twice. */
export function oneHeader(headers, name) {
  const found = headers.filter(([given]) => given.toLowerCase() === name);
  must(found.length === 1, "bad_signature");
  must(found[0][1].length <= MOST_HEADER, "too_large");
  return found[0][1];
}

function signatureFields(headers) {
  const [digest, input, whole] = ["content-digest", "signature-input", "signature"].map((name) => oneHeader(headers, name));
  const labels = input.match(/(?:^|,)\s*[a-z*][a-z0-9_.*-]*=\(/g) ?? [];
  must(labels.length < 2, "malformed");
  const found = /^hop=:([A-Za-z0-9+/=]*):$/.exec(whole);
  must(input.startsWith("hop=") && found !== null, "bad_signature");
  return { digest, input, signature: found[1] };
}

function parameters(input, components) {
  const text = input.slice("hop=".length);
  const found = /^\(([^()]*)\)((?:;[a-z]+=(?:"[^"\\]*"|-?[0-9]+))*)$/.exec(text);
  must(found !== null, "malformed");
  const covered = found[1].split(" ").filter(Boolean);
  must(components.every((name) => covered.includes(name)), "bad_signature");
  must(covered.join(" ") === components.join(" "), "malformed");
  return { text, ...described(found[2]) };
}

function described(text) {
  const pairs = [...text.matchAll(/;([a-z]+)=("[^"]*"|-?[0-9]+)/g)].map(([, name, value]) => [name, value]);
  const given = Object.fromEntries(pairs);
  const isText = (name, pattern) => new RegExp(`^"${pattern}"$`).test(given[name] ?? "");
  must(pairs.length === 6 && Object.keys(given).sort().join() === "alg,created,expires,keyid,nonce,tag", "malformed");
  must(/^[0-9]{1,12}$/.test(given.created) && /^[0-9]{1,12}$/.test(given.expires), "malformed");
  must(isText("nonce", "[A-Za-z0-9_-]{22,64}") && isText("alg", "ed25519"), "malformed");
  must(given.tag === `"${TAG}"`, "bad_signature");
  const [created, expires] = [Number(given.created), Number(given.expires)];
  must(expires > created && expires - created <= LONGEST, "malformed");
  const [node, kid, ...more] = given.keyid.replaceAll('"', "").split(":");
  must(is("node", node) && is("kid", kid ?? "") && more.length === 0, "malformed");
  return { node, kid, created, expires };
}
