// The door without a network: codes of tickets wait in this browser, no names, and are sent once it is back.
"use strict";

(() => {
  const form = document.querySelector("form[data-door]");
  if (!form) return;
  const CODE = /^[A-Za-z0-9_-]{8,16}$/;
  const KEY = `door:${form.dataset.door}`;
  const AT_ONCE = 50;
  const AGAIN = 15000;
  const MOST_SAID = 10;
  const PATIENCE = 2000;
  const waitingLine = form.querySelector("[data-waiting]");
  const said = form.querySelector("[data-said]");
  let isSending = false;
  let hasWaited = false;

  const waiting = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  };

  const keep = (entries) => {
    if (entries.length) localStorage.setItem(KEY, JSON.stringify(entries));
    else localStorage.removeItem(KEY);
  };

  // One line: how many wait; and, only after some did, that none does any more.
  const showWaiting = () => {
    const count = waiting().length;
    if (count) waitingLine.textContent = `${form.dataset.waits} ${count}`;
    else if (hasWaited) waitingLine.textContent = form.dataset.none;
    if (count || hasWaited) waitingLine.hidden = false;
    hasWaited = count > 0;
  };

  // The button says where; without a script it says no more than that somebody has come.
  const nameButtons = () => {
    for (const button of document.querySelectorAll("button[data-in]")) {
      const words = button.firstElementChild;
      const [option] = button.form.elements.session.selectedOptions;
      button.dataset.entrance ??= words.textContent;
      words.textContent = option.value ? `${button.dataset.in} ` : button.dataset.entrance;
      if (!option.value) continue;
      const title = Object.assign(document.createElement("span"), { textContent: option.dataset.title });
      if (option.lang) title.lang = option.lang;
      words.append(title);
    }
  };

  const say = (name, sentence, isIn, also = "") => {
    const box = document.createElement("div");
    box.className = isIn ? "at-the-door is-in" : "at-the-door";
    if (name) box.append(Object.assign(document.createElement("strong"), { textContent: name }));
    for (const line of [sentence, also]) {
      if (line) box.append(Object.assign(document.createElement("p"), { textContent: line }));
    }
    said.prepend(box);
    while (said.children.length > MOST_SAID) said.lastChild.remove();
  };

  // A hand scanner types the whole address that the picture holds.
  const codeIn = (text) => {
    try {
      return new URL(text).searchParams.get("ticket") || "";
    } catch {
      return text;
    }
  };

  // A code may be typed in groups. A name has spaces too, and no digit: names are kept in no browser.
  const joined = (text) => {
    const whole = text.replace(/\s+/g, "");
    return /\d/.test(whole) ? whole : text;
  };

  const send = async () => {
    const entries = waiting().slice(0, AT_ONCE);
    if (isSending || !entries.length) return;
    isSending = true;
    try {
      const body = new FormData();
      body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      body.append("entries", JSON.stringify(entries));
      const answer = await fetch(form.dataset.send, { method: "POST", body, redirect: "error" });
      if (!answer.ok) throw new Error("refused");
      const { results } = await answer.json();
      const done = new Set(results.map((each) => each.key));
      keep(waiting().filter((each) => !done.has(each.key)));
      results.forEach((each) => say(each.name, each.sentence, each.is_here, each.also));
    } catch {
      showWaiting();
      if (navigator.onLine && !form.dataset.told) {
        say("", form.dataset.again, false);
        form.dataset.told = "yes";
      }
      return;
    } finally {
      isSending = false;
    }
    delete form.dataset.told;
    if (waiting().length) await send();
    else showWaiting();
  };

  form.addEventListener("submit", (event) => {
    const field = form.elements.ticket;
    const ticket = joined(codeIn(field.value.trim()));
    if (!CODE.test(ticket)) {
      if (navigator.onLine) return;
      event.preventDefault();
      say("", form.dataset.names, false);
      return;
    }
    event.preventDefault();
    const entry = { key: crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${Math.random()}`, ticket };
    entry.session = form.elements.session.value;
    entry.at = new Date().toISOString();
    try {
      keep([...waiting(), entry]);
    } catch {
      form.submit(); // a browser that keeps nothing: as without a script
      return;
    }
    if (!navigator.onLine) say("", `${form.dataset.kept} ${ticket}`, true);
    field.value = "";
    field.focus();
    if (!hasWaited) waitingLine.hidden = true;
    send();
    setTimeout(() => waiting().length && showWaiting(), PATIENCE);
  });

  window.addEventListener("online", send);
  setInterval(send, AGAIN);
  const places = document.querySelectorAll("select[name=session]");
  for (const each of places) {
    each.addEventListener("change", () => {
      for (const other of places) other.value = each.value;
      nameButtons();
    });
  }
  nameButtons();
  showWaiting();
  send();
})();
