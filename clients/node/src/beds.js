// The daily bed count (section 24): this node keeps who asked and what was counted, and agrees to nothing.

import { admit } from "./faults.js";

/** Asked, agreed, counted or ended. */
export function takeBeds({ state, event }, { agreement: id, said, day, at, counts }) {
  const isCount = said === "counted";
  admit(isCount === (day !== null && at !== null && counts.length > 0), "malformed_body");
  admit(isCount || (day === null && at === null && counts.length === 0), "malformed_body");
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

/** What the other agency counted last before both agreed, told by its node's clock. */
export function takeFirstCount(road, { agreement, day, at, counts }) {
  takeBeds(road, { agreement, said: "counted", day, at, counts });
}
