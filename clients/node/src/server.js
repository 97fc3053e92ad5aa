// The two addresses of a node: its card and its inbox (sections 3 and 8).

import http from "node:http";
import { MOST_BYTES, problem, receive } from "./inbox.js";
import { gathered, pairs } from "./road.js";

/** Serve on this machine; the server once it listens. */
export function serve(us, store, { host, port }) {
  const server = http.createServer((request, response) => {
    answerTo(us, store, request)
      .catch((error) => {
        process.stderr.write(`${error.stack}\n`);
        return problem(500, "fault");
      })
      .then(({ status, headers, body }) => {
        response.writeHead(status, { ...headers, "Content-Length": body.length });
        response.end(body);
      });
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => resolve(server));
  });
}

async function answerTo(us, store, request) {
  const { pathname } = new URL(request.url, us.endpoint);
  const here = pathname.slice(new URL(us.endpoint).pathname.length);
  if (request.method === "GET" && here === "card") {
    return { status: 200, headers: { "Content-Type": "application/json" }, body: Buffer.from(JSON.stringify(us.card)) };
  }
  if (request.method !== "POST" || here !== "messages") return problem(404, "not_found");
  const body = await gathered(request, MOST_BYTES);
  return receive(us, store, { method: request.method, headers: pairs(request.rawHeaders), body });
}
