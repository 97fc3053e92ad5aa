// What can be wrong with something that a stranger sent.

/** A fault of section 9: the message, receipt, request or answer is not believed. */
export class Fault extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

/** A refusal of section 11: believed and understood, and it must not take effect. */
export class Refusal extends Error {
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Throw this fault unless it holds. */
export function must(holds, code) {
  if (!holds) throw new Fault(code);
}

/** Throw this refusal unless it holds. */
export function admit(holds, reason) {
  if (!holds) throw new Refusal(reason);
}
