// Leaves these pages at once, so that Back does not lead here. All of them share one entry of the history: a link
// between them takes the place of the page on which it stands. Without this file everything is a plain link.
(() => {
  "use strict";
  const exit = document.querySelector("[data-leave]");
  if (!exit) return;
  const room = exit.dataset.leave;

  const leave = () => {
    document.title = " ";
    document.documentElement.replaceChildren();
    location.replace(exit.href);
  };
  const isOurs = (address) => address.origin === location.origin && address.pathname.startsWith(room);

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
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "get" || !isOurs(new URL(form.action))) return;
    event.preventDefault();
    location.replace(`${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`);
  });

  // Shift three times within two seconds; any other key between them begins anew. Escape is left to readers of screens.
  let pressed = [];
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Shift") pressed = [];
    else if (!event.repeat) pressed = [...pressed.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (pressed.length === 3) leave();
  });
})();
