// Two lawyers of one person: a link is proposed, accepted, spoken in, and over; what must not be said is refused.

import assert from "node:assert/strict";
import { test } from "node:test";
import { applyLinked, checkLink, checkRoad } from "../src/links.js";

const NONE = { agreed_on: null, item: null, day: null, whose: null, why: null, words: null };
const WORDS = { language: "en", text: "She is summoned." };
const says = (step, more = {}) => ({ ...NONE, step, link: "a", ...more });
const CONSENT = { ground: "", until: "2999-01-01T00:00:00.000000Z" };

/** Why it was refused, or "". */
function refused(act) {
  try {
    act();
    return "";
  } catch (fault) {
    return fault.reason ?? fault.message;
  }
}

test("what was accepted carries words until it is over", () => {
  const referral = { links: {} };
  const take = (said) => refused(() => { checkLink(said); applyLinked(referral, said); });
  assert.equal(take(says("said", { item: "1", words: WORDS })), "unknown_link");
  assert.equal(take(says("proposed", { agreed_on: "2026-03-01" })), "");
  assert.equal(take(says("said", { item: "1", words: WORDS })), "link_not_open");
  referral.links.a.isAccepted = true; // by us
  assert.equal(take(says("said", { item: "1", words: WORDS })), "");
  assert.equal(take(says("said", { item: "1", words: WORDS })), "already_here");
  assert.equal(take(says("task", { item: "2", words: WORDS, whose: "proposer" })), "");
  assert.equal(take(says("done", { item: "2" })), "");
  assert.equal(take(says("ended", { why: "mandate" })), "");
  assert.equal(take(says("said", { item: "3", words: WORDS })), "link_not_open");
  assert.deepEqual(Object.keys(referral.links.a.items), ["1", "2"]);
  assert.equal(take(says("ended", { why: "withdrawn" })), "");
  assert.deepEqual(referral.links.a.items, {});
});

test("a step says what it must and nothing else", () => {
  for (const said of [says("said"), says("proposed"), says("ended"), says("date", { item: "1", words: WORDS })]) {
    assert.equal(refused(() => checkLink(said)), "malformed_body");
  }
});

test("no link without a referral for legal help on the person's consent", () => {
  const road = (purpose, state, sectors, role, consent = CONSENT) =>
    refused(() => checkRoad({ envelope: { purpose, consent } }, state, sectors, role));
  assert.equal(road("legal_assistance", "accepted", ["ngo", "legal"], "lawyer"), "");
  for (const said of [
    ["referral_service", "accepted", ["ngo", "legal"], "lawyer"], ["legal_assistance", "sent", ["ngo", "legal"], "lawyer"],
    ["legal_assistance", "accepted", ["police", "legal"], "lawyer"],
    ["legal_assistance", "accepted", ["ngo", "legal"], "social_worker"],
    ["legal_assistance", "accepted", ["ngo", "legal"], "lawyer", { ...CONSENT, ground: "statutory_duty" }],
  ]) assert.equal(road(...said), "link_not_possible");
});
