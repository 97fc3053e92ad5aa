// Leaves the page at once: the page that says nothing takes its place in the history, and the look ends meanwhile.
// Without this file the button sends its form, and the server leads there.
(() => {
  "use strict";
  const form = document.querySelector("[data-leave]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const sent = new URLSearchParams(new FormData(form));
    sent.set("do", "leave");
    fetch(form.action, { method: "POST", body: sent, keepalive: true, credentials: "same-origin", redirect: "manual" });
    location.replace(form.dataset.leave);
  });
})();
