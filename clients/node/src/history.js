// One history on two sides (section 13): what a set of moves comes to, in whatever order they came.

import { digest } from "./json.js";
import { CLOCK_MOVES, rowOf, TURN } from "./moves.js";

const REOPENED_WITHIN = 30 * 86400e3;

/** The hash that the first move is made on. */
export function genesis(referral, createdAt) {
  return digest({ created_at: createdAt, referral });
}

/** What these moves come to: state, head, standing, undone, waiting (hashes), and the position. */
export function read(referral, createdAt, moves) {
  const walk = {
    moves: new Map(moves.map((move) => [digest(move), move])),
    standing: [],
    position: { state: "draft", since: createdAt, proposal: null, withdrawn: false, error: false },
    head: genesis(referral, createdAt),
  };
  for (;;) {
    goOn(walk);
    if (walk.position.state === "draft") break;
    const stranded = strandedWithdrawal(walk);
    if (stranded === undefined) break;
    apply(walk, stranded);
  }
  const { undone, waiting } = leftOver(walk, genesis(referral, createdAt));
  return { state: walk.position.state, head: walk.head, standing: walk.standing, undone, waiting, position: walk.position };
}

function goOn(walk) {
  for (;;) {
    const able = [...walk.moves].filter(([hash, move]) => move.base === walk.head && fits(walk, hash, move));
    if (able.length === 0) return;
    able.sort((one, other) => compare(precedence(walk.position, one), precedence(walk.position, other)));
    apply(walk, able[0][0]);
  }
}

function strandedWithdrawal(walk) {
  const found = [...walk.moves].filter(([hash, move]) => move.event === "withdraw" && fits(walk, hash, move));
  const hashes = new Set(found.map(([hash]) => hash));
  const first = found.filter(([, move]) => !ancestors(walk, move).some((hash) => hashes.has(hash)));
  first.sort(([hash, move], [otherHash, other]) => compare([move.at, hash], [other.at, otherHash]));
  return first[0]?.[0];
}

function ancestors(walk, move) {
  const found = [];
  let base = move.base;
  while (walk.moves.has(base) && !found.includes(base)) {
    found.push(base);
    base = walk.moves.get(base).base;
  }
  return found;
}

function compare(one, other) {
  for (let at = 0; at < one.length; at += 1) {
    if (one[at] !== other[at]) return one[at] < other[at] ? -1 : 1;
  }
  return 0;
}

/** Whether a move fits where the walk stands. */
function fits(walk, hash, move) {
  if (walk.standing.includes(hash)) return false;
  return admits(walk.position, move) || isLateFreeze(walk, move);
}

function isLateFreeze(walk, move) {
  if (walk.position.state !== "closed" || move.event !== "confirm_freeze" || move.side !== "receiver") return false;
  return walk.standing.includes(move.base) && walk.moves.get(move.base).event === "withdraw";
}

/** Whether section 12 admits a move at this position; codes play no part. */
export function admits(position, move) {
  const row = rowOf(position.state, move.event);
  if (row === undefined || !row.sides.includes(move.side) || !mayAct(position, move)) return false;
  if (position.error && !["withdraw", "confirm_freeze"].includes(move.event)) return false;
  if (/^(confirm|decline)_(handover|reopen)$/.test(move.event)) {
    const wanted = `propose_${move.event.split("_")[1]}`;
    if (position.proposal?.event !== wanted || position.proposal.side === move.side) return false;
  }
  if (["propose_reopen", "confirm_reopen"].includes(move.event)) {
    const since = new Date(move.at) - new Date(position.closedAt);
    return position.closedFrom === "outcome_recorded" && !position.withdrawn && since <= REOPENED_WITHIN;
  }
  return true;
}

function mayAct(position, move) {
  if (move.actor === "member") return true;
  if (move.actor === "clock") return CLOCK_MOVES.includes(`${position.state} ${move.event} ${move.side}`);
  return move.side === "sender" && ["withdraw", "answer"].includes(move.event);
}

function precedence(position, [hash, move]) {
  return [weight(position, move), rank(position, move), hash];
}

function weight(position, { event }) {
  if (event === "confirm_freeze") return 0;
  if (event === "withdraw") return position.withdrawn ? 3 : 0;
  return ["decline", "propose_reroute"].includes(event) ? 1 : 2;
}

function rank(position, { event, side }) {
  const turn = TURN[position.state];
  if (["sender", "receiver"].includes(turn)) return side === turn ? 1 : 2;
  if (side === "receiver" && ["arrive", "arrive_late"].includes(event)) return 0;
  return side === "sender" ? 1 : 2;
}

function apply(walk, hash) {
  const move = walk.moves.get(hash);
  walk.standing.push(hash);
  walk.head = hash;
  walk.position = after(walk.position, move);
}

function after(position, move) {
  const now = { ...position };
  const to = rowOf(position.state, move.event)?.to ?? position.state;
  if (["propose_handover", "propose_reopen"].includes(move.event)) {
    now.proposal = { event: move.event, side: move.side, when: move.codes.when ?? null };
  }
  if (/^decline_(handover|reopen)$/.test(move.event)) now.proposal = null;
  if (move.event === "confirm_handover") now.planned = position.proposal.when;
  if (move.event === "hold") Object.assign(now, { before: position.state, reviewOn: move.codes.review_on ?? null });
  if (move.event === "miss") now.caller = move.codes.caller ?? "sender";
  if (move.event === "withdraw") Object.assign(now, { withdrawn: true, proposal: null });
  if (move.event === "mark_as_error") Object.assign(now, { error: true, proposal: null });
  return inState(now, to === "-" ? position.before : to, move.at);
}

function inState(position, state, at) {
  if (state === position.state) return position;
  const closed = state === "closed" ? { closedFrom: position.state, closedAt: at } : {};
  return { ...position, ...closed, state, since: at, proposal: null };
}

function leftOver(walk, first) {
  const open = [...walk.moves].filter(([hash]) => !walk.standing.includes(hash));
  const known = new Set([first, ...walk.standing]);
  for (let before = -1; before !== known.size;) {
    before = known.size;
    for (const [hash, move] of open) if (known.has(move.base)) known.add(hash);
  }
  const hashes = open.map(([hash]) => hash);
  return { undone: hashes.filter((hash) => known.has(hash)), waiting: hashes.filter((hash) => !known.has(hash)) };
}
