// The table of moves (section 12): from, event, to, who, and whether a reason is required.

const BOTH = "sender or receiver";

/** Whose turn each state is. */
export const TURN = {
  draft: "sender", sent: "receiver", acknowledged: "receiver", info_requested: "sender", accepted: "receiver",
  on_hold: "receiver", handover_planned: BOTH, no_show: BOTH, in_service: "receiver", declined: "sender",
  reroute_proposed: "sender", outcome_recorded: "sender", withdrawn: "receiver", closed: "nobody",
};

const ROWS = `
draft send sent S
sent acknowledge acknowledged R
sent ask info_requested R
sent accept accepted R
sent decline declined R reason
sent propose_reroute reroute_proposed R reason
acknowledged ask info_requested R
acknowledged accept accepted R
acknowledged decline declined R reason
acknowledged propose_reroute reroute_proposed R reason
acknowledged hold on_hold R reason
info_requested answer acknowledged S
info_requested decline declined R reason
info_requested propose_reroute reroute_proposed R reason
accepted propose_handover accepted SR
accepted confirm_handover handover_planned SR
accepted decline_handover accepted SR
accepted start in_service R
accepted hold on_hold R reason
accepted propose_reroute reroute_proposed R reason
accepted record_outcome outcome_recorded R unless_given
on_hold resume - R
on_hold propose_reroute reroute_proposed R reason
on_hold record_outcome outcome_recorded R unless_given
handover_planned arrive in_service R
handover_planned miss no_show SR
no_show propose_handover no_show SR reason
no_show confirm_handover handover_planned SR
no_show decline_handover no_show SR
no_show arrive_late in_service SR reason
no_show record_outcome outcome_recorded R reason
in_service hold on_hold R reason
in_service record_outcome outcome_recorded R unless_given
declined close closed S reason
reroute_proposed confirm_reroute closed S
reroute_proposed decline_reroute declined S reason
outcome_recorded close closed S
outcome_recorded dispute in_service S reason
withdrawn confirm_freeze closed R
closed propose_reopen closed SR reason
closed confirm_reopen in_service SR
closed decline_reopen closed SR
`;

function table() {
  const rows = ROWS.trim().split("\n").map((line) => line.split(" "));
  for (const state of Object.keys(TURN).filter((name) => name !== "draft")) {
    rows.push([state, "withdraw", state === "closed" ? "closed" : "withdrawn", "SR", "reason"]);
    rows.push([state, "mark_as_error", state, "S", "reason"]);
  }
  const sides = { S: ["sender"], R: ["receiver"], SR: ["sender", "receiver"] };
  return new Map(rows.map(([from, event, to, who, reason = ""]) => [`${from} ${event}`, { to, sides: sides[who], reason }]));
}

const TABLE = table();

/** The row of this event in this state, or undefined. */
export function rowOf(state, event) {
  return TABLE.get(`${state} ${event}`);
}

/** All events. */
export const EVENTS = new Set([...TABLE.keys()].map((key) => key.split(" ")[1]));

/** What a clock may do: state, event, side. */
export const CLOCK_MOVES = ["handover_planned miss receiver", "outcome_recorded close sender", "withdrawn confirm_freeze receiver"];

const REQUIRED = {
  send: ["urgency", "services"], ask: ["section"], answer: ["answer"], accept: ["worker", "conflict_check"],
  propose_reroute: ["agency"], confirm_reroute: ["person_agrees", "next_referral", "closing", "confirmation"],
  hold: ["review_on"], propose_handover: ["where", "when", "sender_worker", "receiver_worker"],
  record_outcome: ["outcomes"], close: ["confirmation"], confirm_freeze: ["closing", "confirmation"],
};

/** The codes that a move must carry in this state and does not. Whether each is on its list is not looked at. */
export function missingCodes(state, move) {
  const wanted = [...(REQUIRED[move.event] ?? [])];
  if (move.event === "hold" && state === "acknowledged") wanted.push("place");
  if (move.event === "close" && state === "declined") wanted.push("closing");
  if (/^(propose|confirm)_handover$/.test(move.event)) wanted.push(move.side === "sender" ? "brought_by" : "met_by");
  const { reason } = rowOf(state, move.event) ?? {};
  const areGiven = Object.values(move.codes.outcomes ?? {}).every((outcome) => outcome === "given");
  if (reason === "reason" || (reason === "unless_given" && !areGiven)) wanted.push("reason");
  return wanted.filter((name) => !Object.hasOwn(move.codes, name));
}
