// Keeps what is typed on a person's page and not saved yet: two seconds after the last touch, and when the page is left,
// the fields of that section go to the node, which seals them. Nothing is put into a store of the browser. Without this
// file the page saves as before.
(() => {
  "use strict";
  const form = document.querySelector("form[data-unsaved]");
  const bin = document.getElementById("throw");
  if (!form || !bin) return;
  const PAUSE = 2000;
  const PATIENCE = 4000; // so long a press of Save waits at most for what is on its way
  const waiting = new Map(); // by section: its timer
  const underway = new Map(); // by section: what is on its way
  const clock = document.querySelector("[data-hour]");

  const now = () => new Date().toLocaleTimeString([], {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock ? clock.dataset.hour : undefined });

  const fields = (part) => {
    const sent = new URLSearchParams();
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("section", part.id);
    for (const [name, value] of new FormData(form)) {
      const found = form.elements[name];
      const one = found instanceof RadioNodeList ? found[0] : found;
      if (part.contains(one)) sent.append(name, value);
    }
    return sent;
  };

  const send = async (part, keepalive) => {
    const line = part.querySelector("[data-kept]");
    let words = line.dataset.lost;
    try {
      const answer = await fetch(form.dataset.unsaved, {
        method: "POST", body: fields(part), keepalive, credentials: "same-origin", redirect: "manual" });
      if (answer.status === 204) words = `${line.dataset.kept} (${now()})`;
    } catch { /* nothing was kept, and the line says so */ }
    if (line.textContent !== words) line.textContent = words;
  };

  const forget = (part) => {
    clearTimeout(waiting.get(part));
    waiting.delete(part);
  };

  // One after another for each section, but for a page that is being left: it cannot wait.
  const keep = (part, isLeaving = false) => {
    forget(part);
    form.elements[`kept-${part.id}`].value = "1";
    const sent = isLeaving ? send(part, true) : Promise.resolve(underway.get(part)).then(() => send(part, false));
    underway.set(part, sent);
    sent.then(() => { if (underway.get(part) === sent) underway.delete(part); });
  };

  const all = (isLeaving) => { for (const part of [...waiting.keys()]) keep(part, isLeaving); };
  const arrived = () => Promise.race([Promise.all(underway.values()), new Promise((go) => { setTimeout(go, PATIENCE); })]);

  form.addEventListener("input", (event) => {
    const part = event.target.closest("section[data-typed]");
    if (!part) return;
    clearTimeout(waiting.get(part));
    waiting.set(part, setTimeout(() => keep(part), PAUSE));
  });

  // What is saved needs no keeping, and nothing may be kept after it was saved. One more row saves nothing.
  let isWaited = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter && event.submitter.name === "more") { all(true); return; }
    for (const part of [...waiting.keys()]) forget(part);
    if (isWaited || !underway.size) { isWaited = false; return; }
    event.preventDefault();
    await arrived();
    isWaited = true;
    form.requestSubmit(event.submitter);
  });

  // One section is thrown away: what was typed into others is kept first, and stands on the page that follows.
  bin.addEventListener("submit", async (event) => {
    event.preventDefault();
    forget(event.submitter.closest("section"));
    all();
    await arrived();
    const which = document.createElement("input");
    Object.assign(which, { type: "hidden", name: "throw", value: event.submitter.value });
    bin.append(which);
    bin.submit();
  });

  addEventListener("pagehide", () => { all(true); });
})();
