// The road between two nodes: order, gaps, answers that are not believed, and what overtakes.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask } from "../src/outbox.js";
import { posted, withPair } from "./pair.js";

const statusOf = async (node, referral) => (await node.asked("show", { referral })).state;

test("a number ahead of its turn is a gap, and the lane goes on from what is expected", () => withPair(async (here, there) => {
  const referral = await posted(here, there);
  await here.asked("tell", { referral, texts: [] });
  const [offer, news] = here.store.state.outgoing.map(({ event }) => event);
  assert.deepEqual(await ask(here.us, here.store, "there", [news]), [{ id: news.id, receipts: [], status: "gap", expected: 1 }]);
  assert.equal(await statusOf(there, referral), undefined);
  const results = await ask(here.us, here.store, "there", [offer, news]);
  assert.deepEqual(results.map(({ status }) => status), ["stored", "stored"]);
}));

test("what was answered without a signature comes again, and has one effect", () => withPair(async (here, there) => {
  const referral = await posted(here, there);
  const [{ event }] = here.store.state.outgoing;
  const listeners = there.server.listeners("request");
  there.server.removeAllListeners("request");
  there.server.once("request", (request, response) => {
    request.resume();
    response.end(JSON.stringify({ results: [{ id: event.id, status: "stored", receipts: [] }] }));
  });
  await assert.rejects(here.handOver(), { code: "bad_signature" });
  assert.equal(here.store.state.outgoing.length, 1);
  for (const listener of listeners) there.server.on("request", listener);
  assert.equal(await here.handOver(), true);
  assert.equal(here.store.state.outgoing.length, 0);
  assert.deepEqual((await here.asked("show", { referral })).receipts, ["accepted_by_node", "delivered_to_team"]);
  assert.equal((await here.asked("again", { referral })).result.status, "duplicate");
}));

test("what is taken back before it has left leaves as a void, behind the withdrawal", () => withPair(async (here, there) => {
  const referral = await posted(here, there);
  await here.asked("withdraw", { referral });
  const types = here.store.state.outgoing.map(({ event }) => `${event.lane} ${event.sequence} ${event.type}`);
  assert.deepEqual(types.sort(), ["main 1 safeconduct.void.v1", "withdrawal 1 safeconduct.referral.withdrawn.v1"]);
  await here.handOver();
  const { state, sections } = await there.asked("show", { referral });
  assert.deepEqual([state, sections], ["withdrawn", {}]);
  await there.handOver();
  assert.deepEqual((await here.asked("show", { referral })).answer, { answer: "erased", sections: [] });
}));

test("an offer that waits is sealed again without what was taken back, under its number", () => withPair(async (here, there) => {
  const referral = await posted(here, there);
  const [{ event: before }] = here.store.state.outgoing;
  await here.asked("narrow", { referral, sections: ["profile", "logistics"] });
  const after = here.store.state.outgoing.find(({ event }) => event.lane === "main").event;
  assert.deepEqual([after.sequence, after.type], [before.sequence, before.type]);
  assert.notEqual(after.id, before.id);
  await here.handOver();
  assert.deepEqual(Object.keys((await there.asked("show", { referral })).sections), ["needs"]);
  await there.asked("move", { referral, event: "accept" });
  await there.handOver();
  await here.handOver();
  assert.deepEqual(Object.keys((await there.asked("show", { referral })).sections).sort(), ["identity", "needs"]);
}));

test("a message is taken in once, and nothing of a refused one stays but its number", () => withPair(async (here, there) => {
  const referral = await posted(here, there);
  await here.handOver();
  const words = { kind: "news", section: "health", language: "en", text: "Of a section that is not shared." };
  await here.asked("tell", { referral, texts: [words] });
  await here.handOver();
  assert.deepEqual(here.store.state.notes.map(({ reason }) => reason), ["text_of_a_section_not_shared"]);
  assert.deepEqual((await there.asked("show", { referral })).texts, []);
  await here.asked("tell", { referral, texts: [{ ...words, section: "needs" }] });
  await here.handOver();
  assert.equal((await there.asked("show", { referral })).texts.length, 1);
}));
