// Leaves these pages at once, so that Back does not lead here. All of them share one entry of the history: a link
// between them takes the place of the page on which it stands. Without this file everything is a plain link.
(() => {
  "use strict";
  const exit = document.querySelector("[data-leave]");
  if (!exit) return;

  const leave = () => {
    document.title = " ";
    document.documentElement.replaceChildren();
    location.replace(exit.href);
  };
  const isOurs = (address) => address.origin === location.origin;

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (link === exit) {
      event.preventDefault();
      leave();
    } else if (isOurs(new URL(link.href))) {
      event.preventDefault();
      location.replace(link.href);
    }
  });
  // A form that holds somebody's words is filled up, so that its length on the road says nothing of theirs.
  const STEP = 32768;
  const filled = (form) => {
    const said = String(new URLSearchParams(new FormData(form)));
    if (form.dataset.filled === undefined) return said;
    const begun = `${said}&filling=`;
    return begun.padEnd(Math.ceil(begun.length / STEP) * STEP, "0");
  };
  // What a form brings takes the place of the text: a page of its own would be one more entry, and Back would lead here.
  const send = async (form) => {
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const sent = { method: "POST", headers, body: filled(form), credentials: "omit" };
    const answer = new DOMParser().parseFromString(await (await fetch(form.action, sent)).text(), "text/html");
    const main = document.adoptNode(answer.querySelector("main"));
    document.querySelector("main").replaceWith(main);
    main.focus();
  };
  // Pressed twice, a form is one: the second answer would take the place of the first, and six words are shown once.
  const sending = new WeakSet();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!isOurs(new URL(form.action))) return;
    event.preventDefault();
    if (sending.has(form)) return;
    sending.add(form);
    if (form.method === "get") location.replace(`${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`);
    else send(form).catch(() => form.submit());
  });

  // Shift three times within two seconds; any other key between them begins anew. Escape is left to readers of screens.
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length === 3) leave();
  });
})();
