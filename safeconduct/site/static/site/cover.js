// Covers the screen at once, by F2, by Ctrl and the full stop, or by the link. What was typed stays behind the cover.
// Without this file the link leads to the neutral page. F2 is no character and Ctrl a modifier (WCAG 2.1.4); Escape
// is left to the browser.
(() => {
  "use strict";
  const cover = document.getElementById("cover");
  const link = document.querySelector("[data-cover]");
  const icon = document.querySelector("link[rel=icon]");
  if (!cover || !link) return;
  let before = null;

  const show = () => {
    if (before) return;
    before = { title: document.title, address: location.href, icon: icon.href, focus: document.activeElement, y: scrollY, hidden: [] };
    for (const part of document.body.children) {
      if (part === cover || part.hidden) continue;
      part.hidden = true;
      before.hidden.push(part);
    }
    document.title = cover.dataset.title;
    icon.href = cover.dataset.icon;
    history.replaceState(history.state, "", link.href);
    const clock = cover.querySelector("[data-hour]");
    const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: clock.dataset.hour };
    clock.textContent = new Date().toLocaleTimeString([], how);
    cover.hidden = false;
    scrollTo(0, 0);
    cover.focus();
  };

  const back = () => {
    if (!before) return;
    for (const part of before.hidden) part.hidden = false;
    cover.hidden = true;
    document.title = before.title;
    icon.href = before.icon;
    history.replaceState(history.state, "", before.address);
    scrollTo(0, before.y);
    if (before.focus && before.focus !== document.body) before.focus.focus();
    before = null;
  };

  // A page that nobody has touched for as long as a sign-in lasts is covered, with what was typed behind the cover.
  // Where nothing was typed it is left for good: nothing of it stays in the document, and Back does not lead to it.
  const changed = (field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
  const isTyped = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea")].some(changed);
  let touched = Date.now();
  for (const sign of ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "scroll"])
    addEventListener(sign, () => { touched = Date.now(); }, { capture: true, passive: true });
  setInterval(() => {
    if (Date.now() - touched < cover.dataset.idle * 1000) return;
    if (isTyped()) show();
    else location.replace(link.href);
  }, 5000);

  // Whoever signs out leaves in each window: nothing of the case stands behind on another tab.
  // An older browser has no such channel, and must have its cover all the same.
  const windows = "BroadcastChannel" in window ? new BroadcastChannel("signed out") : null;
  windows?.addEventListener("message", () => location.replace(link.href));
  for (const form of document.querySelectorAll("form[action='/sign-out/']"))
    form.addEventListener("submit", () => windows?.postMessage("out"));

  link.addEventListener("click", (event) => { event.preventDefault(); show(); });
  cover.querySelector("button").addEventListener("click", back);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F2" && !(event.ctrlKey && event.key === ".")) return;
    event.preventDefault();
    show();
  });
})();
