// Keeps what is typed on a person's page and not saved yet: two seconds after the last touch, and when the page is left,
// the fields of that section go to the node, sealed there. Nothing is put into a store of the browser. Without this file
// the page saves as before.
(() => {
  "use strict";
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  const PAUSE = 2000;
  const waiting = new Map(); // by section: its timer
  const underway = new Map(); // by section: what ends its sending
  const clock = document.querySelector("[data-hour]");

  const now = () => new Date().toLocaleTimeString([], {
    hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock ? clock.dataset.hour : undefined });

  const say = (part, words) => {
    const line = part.querySelector("[data-kept]");
    if (line && line.textContent !== words) line.textContent = words;
  };

  const fields = (part) => {
    const sent = new URLSearchParams();
    sent.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    sent.set("section", part.id);
    for (const [name, value] of new FormData(form)) {
      const found = form.elements[name];
      const one = found instanceof RadioNodeList ? found[0] : found;
      if (one && part.contains(one)) sent.append(name, value);
    }
    return sent;
  };

  const stop = (part) => {
    clearTimeout(waiting.get(part));
    waiting.delete(part);
    if (underway.has(part)) underway.get(part).abort();
    underway.delete(part);
  };

  const keep = async (part, keepalive = false) => {
    stop(part);
    const ending = new AbortController();
    underway.set(part, ending);
    form.elements[`kept-${part.id}`].value = "1";
    const line = part.querySelector("[data-kept]").dataset;
    try {
      const answer = await fetch(form.dataset.unsaved, {
        method: "POST", body: fields(part), keepalive, credentials: "same-origin", redirect: "manual", signal: ending.signal });
      say(part, answer.status === 204 ? `${line.kept} (${now()})` : line.lost);
    } catch (error) {
      if (!ending.signal.aborted) say(part, line.lost);
    }
    if (underway.get(part) === ending) underway.delete(part);
  };

  const all = (keepalive) => Promise.all([...waiting.keys()].map((part) => keep(part, keepalive)));

  form.addEventListener("input", (event) => {
    const part = event.target.closest("section[data-typed]");
    if (!part) return;
    clearTimeout(waiting.get(part));
    waiting.set(part, setTimeout(() => keep(part), PAUSE));
  });
  // What is saved needs no keeping; one more row saves nothing.
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "more") all(true);
    else for (const part of form.querySelectorAll("section[data-typed]")) stop(part);
  });
  // One section is thrown away: what was typed into others is kept first, and stands on the page that follows.
  const bin = document.getElementById("throw");
  bin.addEventListener("submit", async (event) => {
    event.preventDefault();
    stop(event.submitter.closest("section"));
    await all();
    const which = document.createElement("input");
    Object.assign(which, { type: "hidden", name: "throw", value: event.submitter.value });
    bin.append(which);
    bin.submit();
  });
  addEventListener("pagehide", () => { all(true); });
})();
