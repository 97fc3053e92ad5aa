// A little work for the form that asks a question: with it a question need not stand in the queue of all. It begins
// while somebody writes, by the browser's own SHA-256, and is done after about a second. Without this file, or where
// the browser has no such function, the form is sent as it is and goes the slow way.
(() => {
  "use strict";
  if (!window.crypto || !crypto.subtle) return;
  const AT_ONCE = 128;
  const PATIENCE = 15000;
  const encoder = new TextEncoder();

  const hash = (text) => crypto.subtle.digest("SHA-256", encoder.encode(text));
  const isEnough = (made, bits) => new DataView(made).getUint32(0) >>> (32 - bits) === 0;

  const answerTo = async (challenge, bits, until) => {
    for (let first = 0; performance.now() < until; first += AT_ONCE) {
      const made = await Promise.all(Array.from({ length: AT_ONCE }, (_, place) => hash(`${challenge}:${first + place}`)));
      const found = made.findIndex((each) => isEnough(each, bits));
      if (found >= 0) return String(first + found);
    }
    return "";
  };

  const begun = new WeakMap();
  const begin = (form) => {
    const { work_of: challenge, work } = form.elements;
    if (begun.has(form) || !challenge || !challenge.value) return;
    const done = answerTo(challenge.value, Number(form.dataset.work), performance.now() + PATIENCE)
      .catch(() => "")
      .then((answer) => {
        work.value = answer;
        begun.set(form, null);
      });
    begun.set(form, done);
  };
  const beginAll = () => document.querySelectorAll("form[data-work]").forEach(begin);

  // Whoever is quicker than the work waits for it, once: the form is sent as soon as it is done.
  const waiting = new WeakSet();
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      const done = begun.get(form);
      if (!done) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (waiting.has(form)) return;
      waiting.add(form);
      done.then(() => form.requestSubmit());
    },
    true,
  );

  // An answer takes the place of the form within the same page (leave.js): the next form brings a challenge of its own.
  new MutationObserver(beginAll).observe(document.body, { childList: true, subtree: true });
  beginAll();
})();
