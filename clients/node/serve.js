// Run the node: `node serve.js --home FOLDER --node NAME --port PORT`. Orders come as lines of JSON, and so do answers.

import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { order } from "./src/desk.js";
import { keepHandingOver } from "./src/outbox.js";
import { serve } from "./src/server.js";
import { Store } from "./src/store.js";
import { ourselves } from "./src/us.js";

const { values: asked } = parseArgs({
  options: {
    home: { type: "string", default: ".state" },
    node: { type: "string", default: "example" },
    country: { type: "string", default: "MD" },
    host: { type: "string", default: "127.0.0.1" },
    port: { type: "string", default: "8098" },
    endpoint: { type: "string" }, // as peers reach it, when that is another address
  },
});
const endpoint = asked.endpoint ?? `http://${asked.host}:${asked.port}/`;
const us = await ourselves({ ...asked, endpoint });
const store = new Store(asked.home);
const server = await serve(us, store, { host: asked.host, port: Number(asked.port) });
const stop = keepHandingOver(us, store);
say({ ready: true, endpoint, node: us.node });

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== "") say(await answerTo(line));
}
stop();
server.close();
server.closeAllConnections();

async function answerTo(line) {
  try {
    return await order(us, store, JSON.parse(line));
  } catch (error) {
    return { ok: false, why: error.message };
  }
}

function say(what) {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
