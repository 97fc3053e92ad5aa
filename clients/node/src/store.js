// What the node knows, in one JSON file. One turn after the other changes it, each as a whole or not at all.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const EMPTY = { peers: {}, met: {}, nextIn: {}, nextOut: {}, seen: {}, referrals: {}, outgoing: [], notes: [] };

/** A file that only its owner reads, written whole or not at all. */
export function writeWhole(path, value) {
  const half = `${path}.half`;
  writeFileSync(half, JSON.stringify(value), { mode: 0o600, flush: true });
  renameSync(half, path);
}

/** The value of a JSON file, or what `otherwise` makes, which is written. */
export async function readOrMake(path, otherwise) {
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  const made = await otherwise();
  writeWhole(path, made);
  return made;
}

export class Store {
  constructor(home) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    this.path = join(home, "state.json");
    this.state = existsSync(this.path) ? JSON.parse(readFileSync(this.path, "utf8")) : structuredClone(EMPTY);
    this.last = Promise.resolve();
  }

  /** Let `work` change a copy of the state, alone; when it throws nothing has changed. Its result. */
  turn(work) {
    const ours = this.last.then(async () => {
      const draft = structuredClone(this.state);
      const result = await work(draft);
      writeWhole(this.path, draft);
      this.state = draft;
      return result;
    });
    this.last = ours.catch(() => {});
    return ours;
  }
}
