// Asks Lighthouse about each address, one after the other in one Chromium, and writes the scores as one line of JSON.
// node ask.mjs '{"chromium": "...", "flags": [...], "asked": [{"address": "...", "about": ["accessibility"]}]}'
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const { chromium, flags, asked } = JSON.parse(process.argv[2]);
const chrome = await launch({ chromePath: chromium, chromeFlags: flags, logLevel: "silent" });
const found = [];
try {
  for (const { address, about } of asked) {
    const given = { port: chrome.port, onlyCategories: about, output: "json", logLevel: "silent" };
    const { lhr } = await lighthouse(address, given);
    if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`);
    const scores = Object.entries(lhr.categories).map(([name, { score }]) => [name, score]);
    const looked = lhr.categories.accessibility.auditRefs.map(({ id }) => lhr.audits[id]);
    const wrong = looked.filter(({ score }) => score !== null && score < 1).map(({ id }) => id);
    found.push({ address, version: lhr.lighthouseVersion, scores: Object.fromEntries(scores), wrong });
  }
} finally {
  chrome.kill();
}
console.log(JSON.stringify(found));
