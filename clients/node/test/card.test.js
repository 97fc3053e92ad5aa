// Cards and JSON that must not be believed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fingerprint, makeCard, readCard } from "../src/card.js";
import { parse } from "../src/json.js";
import { is, newHandle, newMessageId, newReference } from "../src/spelling.js";
import { withPair } from "./pair.js";

test("a card that was changed is no card, and an unknown member that was signed is left alone", () => withPair((here) => {
  const { card } = here.us;
  readCard(card);
  assert.throws(() => readCard({ ...card, name: "Another" }), { code: "bad_signature" });
  assert.throws(() => readCard({ ...card, more: 1 }), { code: "bad_signature" });
  const weak = { ...card.keys[0], public: Buffer.alloc(32).toString("base64") };
  assert.throws(() => readCard({ ...card, keys: [weak] }), { code: "malformed" });
  assert.match(fingerprint(card), /^(\d{5} ){11}\d{5}$/);
}));

test("a peer is confirmed by its fingerprint only", () => withPair(async (here, there) => {
  await here.asked("meet", { url: there.us.endpoint });
  assert.equal((await here.asked("confirm", { node: "there", heard: "00000 ".repeat(12).trim() })).ok, false);
}));

test("a card with an exchange key to which nothing can be sealed is no card", () => withPair(async (here, there) => {
  const { node, country, endpoint, card, signers } = there.us;
  for (const bytes of [Buffer.alloc(1216, 0xff), Buffer.alloc(1216)]) {
    const agencies = [{ ...card.agencies[0], exchange_key: bytes.toString("base64") }];
    const bad = makeCard({ node, name: node, country, endpoint, issued: card.issued, signers: Object.values(signers), agencies });
    assert.deepEqual(await here.asked("meet", { card: bad }), { ok: false, why: "malformed" });
  }
}));

test("JSON is strict", () => {
  const deep = (depth) => "[".repeat(depth) + "]".repeat(depth);
  for (const text of ['{"a":1,"a":2}', "1.0", "1e3", "01", "9007199254740992", "\ufeff{}", '"\t"', "[1,]", deep(34)]) {
    assert.throws(() => parse(text), { code: "malformed" }, text);
  }
  assert.deepEqual(parse(' { "__proto__" : [ -1 , true , null ] } ').__proto__, [-1, true, null]);
  parse(deep(33));
});

test("what is made has the spelling that is wanted", () => {
  for (let time = 0; time < 50; time += 1) {
    assert.ok(is("reference", newReference("MD")) && is("handle", newHandle()) && is("messageId", newMessageId()));
  }
  assert.ok(!is("time", "2026-02-30T00:00:00Z") && is("reference", "RO-7F3K-9Q2Z") && !is("reference", "RO-7F3K-9Q2X"));
});
