// The daily bed count (section 24): this node keeps who asked and what was counted, and agrees to nothing.

import { admit } from "./faults.js";

const DAY = 86400e3;

/** Asked, agreed, counted or ended. */
export function takeBeds({ state, event }, { agreement: id, said, day, at, counts }) {
  const isCount = said === "counted";
  admit(isCount === (day !== null && at !== null && counts.length > 0), "malformed_body");
  admit(isCount || (day === null && at === null && counts.length === 0), "malformed_body");
  admit(!isCount || isWhole(day, counts), "malformed_body");
  state.beds ??= {};
  const known = state.beds[id];
  if (said === "asked") {
    admit(!known, "already_here");
    state.beds[id] = { id, other: event.senderagency, handle: event.subject, isOurs: false, isAgreed: false, counts: {} };
    return;
  }
  const fits = known && known.other === event.senderagency && known.handle === event.subject;
  admit(fits, "unknown_agreement");
  if (said === "ended") {
    delete state.beds[id];
  } else if (said === "agreed") {
    admit(known.isOurs, "not_your_side");
    known.isAgreed = true;
  } else {
    admit(known.isAgreed, "beds_not_agreed");
    known.counts[day] = counts;
  }
}

/** Each kind once, no more free than there are, of today or the thirty days before; tomorrow is today where clocks differ. */
function isWhole(day, counts) {
  const age = Date.now() - new Date(`${day}T00:00:00Z`);
  const kinds = new Set(counts.map(({ service }) => service));
  const isPossible = counts.every(({ free, total }) => total === null || free <= total);
  return age > -DAY && age < 31 * DAY && kinds.size === counts.length && isPossible;
}

/** What the other agency counted last before both agreed, told by its node's clock. */
export function takeFirstCount(road, { agreement, day, at, counts }) {
  takeBeds(road, { agreement, said: "counted", day, at, counts });
}
