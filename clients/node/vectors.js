// Check the test vectors of the protocol with this code: `node vectors.js FILE`. Exit code 1 when one does not pass.

import { readFileSync } from "node:fs";
import { checkVectors } from "./src/vectors.js";

const results = await checkVectors(JSON.parse(readFileSync(process.argv[2], "utf8")));
for (const { list, name, why } of results.filter(({ why }) => why)) console.log(`FAILED ${list}: ${name}: ${why}`);
const lists = [...new Set(results.map(({ list }) => list))];
for (const list of lists) {
  const ours = results.filter((result) => result.list === list);
  console.log(`${list}: ${ours.filter(({ why }) => !why).length} of ${ours.length}`);
}
process.exitCode = results.some(({ why }) => why) ? 1 : 0;
