// One HTTP request, its headers as they came, no redirect followed, and no more read than is allowed.

import http from "node:http";
import https from "node:https";

const MOST_ANSWER = 524288;
const PATIENCE = 10000;

/** {status, headers, body}; `headers` is a list of [name, value]. Throws what the system says when nobody answers. */
export function send(method, url, headers = {}, body = undefined) {
  const client = url.startsWith("https:") ? https : http;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE);
    const request = client.request(url, { method, headers, signal, minVersion: "TLSv1.3" }, (answer) => {
      gathered(answer, MOST_ANSWER).then((bytes) => (
        resolve({ status: answer.statusCode, headers: pairs(answer.rawHeaders), body: bytes })
      ), reject);
    });
    request.on("error", reject);
    request.end(body);
  });
}

/** The bytes of a body; of a longer one only a byte more than `most`. */
export async function gathered(stream, most) {
  const chunks = [];
  let length = 0;
  for await (const chunk of stream) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > most) break;
  }
  return Buffer.concat(chunks).subarray(0, most + 1);
}

/** Raw headers as a list of [name, value]. */
export function pairs(raw) {
  return Array.from({ length: raw.length / 2 }, (_, at) => [raw[2 * at], raw[2 * at + 1]]);
}
