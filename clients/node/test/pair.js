// Two nodes of ours in one process, each believing the other; messages go when a test says so.

import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { order } from "../src/desk.js";
import { handOver } from "../src/outbox.js";
import { serve } from "../src/server.js";
import { Store } from "../src/store.js";
import { ourselves } from "../src/us.js";

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => { server.listen(0, "127.0.0.1", resolve); });
  const { port } = server.address();
  await new Promise((resolve) => { server.close(resolve); });
  return port;
}

async function makeNode(node, country) {
  const home = mkdtempSync(join(tmpdir(), "teaching-node-"));
  const port = await freePort();
  const us = await ourselves({ home, node, country, endpoint: `http://127.0.0.1:${port}/` });
  const store = new Store(home);
  const server = await serve(us, store, { host: "127.0.0.1", port });
  return {
    us, store, server,
    asked: (does, more = {}) => order(us, store, { do: does, ...more }),
    handOver: () => handOver(us, store, Object.keys(store.state.peers)[0]),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => { server.close(resolve); });
      rmSync(home, { recursive: true });
    },
  };
}

/** Run a test with the nodes `here` and `there`. */
export async function withPair(test) {
  const [here, there] = [await makeNode("here", "MD"), await makeNode("there", "UA")];
  try {
    for (const [one, other] of [[here, there], [there, here]]) {
      const { node, fingerprint } = await one.asked("meet", { url: other.us.endpoint });
      await one.asked("confirm", { node, heard: fingerprint });
    }
    await test(here, there);
  } finally {
    await Promise.all([here.close(), there.close()]);
  }
}

/** A referral from one to the other, waiting to be handed over; its id. */
export async function posted(here, there) {
  const [{ services: [service] }] = there.us.card.agencies;
  const sections = {
    needs: { needs: ["housing"], wish: "A quiet room." }, profile: { pseudonym: "Lena" },
    identity: { names: "Nobody Whosoever" }, logistics: { where: "By train." },
  };
  const { referral } = await here.asked("refer", { peer: "there", service: service.id, sections });
  return referral;
}
