// Sealing to an exchange key: HPKE with KEM 0x647a, KDF 0x0001, AEAD 0x0002, base mode, single shot (section 4).

import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import { must } from "./faults.js";

export const ENCAPSULATED_BYTES = 1120;
export const PUBLIC_BYTES = 1216;
const EMPTY = new ArrayBuffer(0);

const suite = suiteOf(new XWing());

function suiteOf(kem) {
  return new CipherSuite({ kem, kdf: new HkdfSha256(), aead: new Aes256Gcm() });
}

/** The library wants buffers of exactly their bytes. */
function exact(bytes) {
  return new Uint8Array(bytes).buffer;
}

/** A key pair from the 32-byte seed of X-Wing, or a new one: its public bytes, and what opens. */
export async function exchangeKey(seed) {
  const secret = seed ?? crypto.getRandomValues(new Uint8Array(32));
  const pair = await suite.kem.generateKeyPairDerand(new Uint8Array(secret));
  const publicBytes = Buffer.from(await suite.kem.serializePublicKey(pair.publicKey));
  return { suite, seed: Buffer.from(secret), publicBytes, privateKey: pair.privateKey };
}

/** A key pair from its two parts, 64 bytes `d` and `z` of ML-KEM and 32 of X25519, as the vectors name them. */
export async function exchangeKeyFromParts(mlkem, x25519) {
  const kem = new XWing();
  // The library derives these 96 bytes from a seed of 32 by SHAKE256; here they are given, and the seed is not known.
  kem._expandDecapsulationKey = async () => {
    const [pkM, skM] = await kem._m.deriveKeyPair(new Uint8Array(mlkem));
    const skX = new Uint8Array(x25519);
    const base = new Uint8Array(32).fill(9, 0, 1);
    return [skM, skX, pkM, await kem._x25519.derive(skX, base)];
  };
  const pair = await kem.generateKeyPairDerand(new Uint8Array(32));
  const publicBytes = Buffer.from(await kem.serializePublicKey(pair.publicKey));
  return { suite: suiteOf(kem), publicBytes, privateKey: pair.privateKey };
}

/** The encapsulated key, then ciphertext and tag. */
export async function seal(publicBytes, info, plain) {
  const recipientPublicKey = await suite.kem.deserializePublicKey(exact(publicBytes));
  const { ct, enc } = await suite.seal({ recipientPublicKey, info: exact(info) }, exact(plain), EMPTY);
  return Buffer.concat([Buffer.from(enc), Buffer.from(ct)]);
}

/** What was sealed, by the first of these keys that opens it. Throws Fault `cannot_open`. */
export async function open(keys, info, sealed) {
  const enc = exact(sealed.subarray(0, ENCAPSULATED_BYTES));
  const ciphertext = exact(sealed.subarray(ENCAPSULATED_BYTES));
  for (const { suite: ours, privateKey } of keys) {
    try {
      const recipientKey = privateKey;
      return Buffer.from(await ours.open({ recipientKey, enc, info: exact(info) }, ciphertext, EMPTY));
    } catch {
      continue;
    }
  }
  return must(false, "cannot_open");
}
