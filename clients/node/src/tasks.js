// Tasks in common: what one side does for the person, known on both (section 11, `safeconduct.referral.task.v1`).

import { admit } from "./faults.js";

/** How a task ends; of two ends the earlier one stands, whichever was heard first. */
export const TASK_ENDS = ["done", "not_possible", "not_needed"];
const BY_OWNER = ["done", "not_possible"];

/** Keep a task that is new and comes with its words, or end one that is known; `by` is the side that says so. */
export function applyTask(referral, { task, texts = [] }, by) {
  const known = referral.tasks[task.id];
  if (known) end(known, task.ended, by);
  else if (texts.length > 0) add(referral, task, texts, by);
}

function add(referral, task, texts, by) {
  admit(texts.length === 1 && texts[0].kind === "task" && task.ended === null, "malformed_body");
  referral.tasks[task.id] = { ...task, maker: by, text: texts[0] };
}

function end(known, how, by) {
  admit(how !== null, "already_here");
  admit(!BY_OWNER.includes(how) || by === known.owner, "not_your_task");
  admit(how !== "not_needed" || by === known.maker, "task_not_asked_by_you");
  known.ended = TASK_ENDS.find((each) => each === how || each === known.ended);
}
