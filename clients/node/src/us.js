// Who we are: keys that are made once, one invented agency with a team and a service, and our card.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { randomUUID } from "node:crypto";
import { makeCard } from "./card.js";
import { exchangeKey } from "./hpke.js";
import { signingKey, USES } from "./signing.js";
import { timeText } from "./spelling.js";
import { readOrMake } from "./store.js";

/** This node, its keys read from its folder or made there. */
export async function ourselves({ home, node, country, endpoint }) {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const kept = await readOrMake(join(home, "keys.json"), newKeys);
  const signers = Object.fromEntries(
    Object.keys(USES).map((use) => [use, signingKey(use, Buffer.from(kept.signing[use], "hex"))]),
  );
  const exchange = await exchangeKey(Buffer.from(kept.exchange, "hex"));
  const agency = { ...agencyOf(kept, country), exchange_key: exchange.publicBytes.toString("base64") };
  const card = makeCard({
    node, name: `Teaching node ${node}`, country, endpoint, issued: kept.issued,
    signers: Object.values(signers), agencies: [agency],
  });
  return { node, country, endpoint, signers, card, agency: agency.id, member: kept.member, exchange: { [agency.id]: [exchange] } };
}

async function newKeys() {
  return {
    issued: timeText(new Date()),
    signing: Object.fromEntries(Object.keys(USES).map((use) => [use, signingKey(use).seed.toString("hex")])),
    exchange: (await exchangeKey()).seed.toString("hex"),
    agency: randomUUID(), team: randomUUID(), service: randomUUID(), member: randomUUID(),
  };
}

function agencyOf({ agency, team, service }, country) {
  const languages = ["en", "uk"];
  return {
    id: agency, name: "The House of Examples", country, sector: "shelter", languages, duty_number: "+00 000 000",
    teams: [{ id: team, name: "Examples team", professions: ["social_worker"], languages }],
    services: [{
      id: service, team, service: "shelter", needs: ["housing", "safety"], purpose: "referral_service",
      takes_children: false, hours: "day and night",
    }],
  };
}
