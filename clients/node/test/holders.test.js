// Who holds what at the receiver: named, asked, answered once, and refused where it must not be said.

import assert from "node:assert/strict";
import { test } from "node:test";
import { post } from "../src/post.js";
import { posted, withPair } from "./pair.js";

const LAWYER = { section: "legal", profession: "lawyer", since: "2026-03-09" };
const QUESTION = {
  id: "018f3c00-0000-4000-8000-0000000a0002", section: "legal", for: "deadline", until: "2030-01-31", answer: null,
};
const WORDS = { kind: "answer", section: "needs", language: "en", text: "Nothing before the end of the month." };

/** Hand a message of this body over; why it was refused, or "". */
async function said(node, referral, what) {
  const before = node.store.state.notes.length;
  await node.store.turn((state) => post(node.us, state, state.referrals[referral], what));
  await node.handOver();
  return node.store.state.notes.slice(before).map(({ reason }) => reason).join();
}

const names = (node, referral, holders) => said(node, referral, {
  type: "safeconduct.receipt.opened.v1", lane: "receipts", use: "receipt", body: { referral, sections: [], holders },
});
const asks = (node, referral, more = {}, texts = []) => said(node, referral, {
  type: "safeconduct.referral.holder_asked.v1",
  body: { referral, role: "lawyer", asked: { ...QUESTION, ...more }, texts },
});

/** A referral that was accepted. */
async function accepted(here, there) {
  const referral = await posted(here, there);
  await here.handOver();
  await there.asked("move", { referral, event: "accept" });
  await there.handOver();
  await here.handOver();
  return referral;
}

test("what the receiver names last stands, and nothing before it has accepted", () => withPair(async (here, there) => {
  const referral = await posted(here, there);
  await here.handOver();
  const shown = async () => (await here.asked("show", { referral })).holders;
  assert.equal(await names(there, referral, [LAWYER]), "");
  assert.deepEqual(await shown(), []);
  await there.asked("move", { referral, event: "accept" });
  assert.equal(await names(there, referral, [LAWYER, LAWYER]), "");
  assert.deepEqual(await shown(), [LAWYER]);
  assert.equal(await names(there, referral, [{ ...LAWYER, section: "needs" }]), "malformed_body");
  assert.equal(await names(here, referral, [LAWYER]), "not_your_side");
  assert.deepEqual(await shown(), [LAWYER]);
  assert.equal(await names(there, referral, []), "");
  assert.deepEqual(await shown(), []);
}));

test("what must not be said of holders is refused", () => withPair(async (here, there) => {
  const referral = await accepted(here, there);
  for (const more of [{ tell_outcome: false }, { ground: "vital_interest" }]) {
    const { consent } = here.store.state.referrals[referral].envelope;
    await here.store.turn((state) => { Object.assign(state.referrals[referral].envelope.consent, more); });
    assert.equal(await names(there, referral, [LAWYER]), "holder_not_to_be_named");
    await here.store.turn((state) => { state.referrals[referral].envelope.consent = consent; });
  }
  assert.equal(await asks(here, referral), "holder_not_named");
  assert.equal(await asks(here, referral, { for: "curiosity" }), "malformed_body");
  assert.equal(await asks(there, referral, { answer: "not_shared" }), "holder_not_asked");
  assert.equal(await asks(there, referral), "not_your_side");
}));

test("a question is kept once, and its first answer", () => withPair(async (here, there) => {
  const referral = await accepted(here, there);
  await there.store.turn((state) => { state.referrals[referral].holders = [LAWYER]; });
  assert.equal(await asks(here, referral, {}, [WORDS]), "malformed_body");
  assert.equal(await asks(here, referral), "");
  assert.equal(await asks(here, referral), "already_here");
  const { asked } = await there.asked("show", { referral });
  assert.deepEqual([asked[QUESTION.id].section, asked[QUESTION.id].answer], ["legal", null]);

  await here.store.turn((state) => { state.referrals[referral].asked = asked; });
  assert.equal(await asks(there, referral, { answer: "in_words" }), "malformed_body");
  const unshared = { ...WORDS, section: "health" };
  assert.equal(await asks(there, referral, { answer: "in_words" }, [unshared]), "text_of_a_section_not_shared");
  assert.equal(await asks(there, referral, { answer: "in_words" }, [WORDS]), "");
  assert.equal(await asks(there, referral, { answer: "not_shared" }), "already_here");
  const { answer, answered_by: by, text } = (await here.asked("show", { referral })).asked[QUESTION.id];
  assert.deepEqual([answer, by, text], ["in_words", "lawyer", WORDS]);
}));

test("with the referral it ends: what is named and asked goes, and what comes after is refused", () => withPair(async (here, there) => {
  const referral = await accepted(here, there);
  await there.store.turn((state) => { state.referrals[referral].holders = [LAWYER]; });
  await names(there, referral, [LAWYER]);
  await here.asked("withdraw", { referral });
  await here.handOver();
  for (const node of [here, there]) assert.deepEqual((await node.asked("show", { referral })).holders, []);
  assert.equal(await names(there, referral, [LAWYER]), "");
  assert.deepEqual((await here.asked("show", { referral })).holders, []);
  assert.equal(await asks(here, referral), "consent_ended");
}));
