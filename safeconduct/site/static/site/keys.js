// Single keys for whoever has them on (WCAG 2.1.4: they can be switched off on the account page, and then this file is
// not loaded). They go somewhere or move the focus, and change nothing. Without this file every page works the same.
(() => {
  "use strict";
  const GO = { t: "/", p: "/#people", l: "/lists/" };
  const PATIENCE = 1500; // so long after "g" its letter counts
  let went = 0;

  const types = (part) => part.isContentEditable || /^(input|textarea|select)$/i.test(part.tagName);
  const covered = () => { const cover = document.getElementById("cover"); return cover && !cover.hidden; };

  // What somebody has typed or chosen and not sent is never left behind by one letter.
  const changed = (field) =>
    field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
      : field.tagName === "SELECT" ? [...field.options].some((one) => one.selected !== one.defaultSelected) && field.value !== ""
        : field.value !== field.defaultValue;
  const isTyped = () => [...document.querySelectorAll("main input:not([type=hidden]), main textarea, main select")].some(changed);

  const leave = (address) => {
    if (!isTyped()) location.assign(address);
  };

  // The rows of lists, by the link that names each.
  const move = (by) => {
    const rows = [...document.querySelectorAll(".worklist tbody th a, .names li > a:first-child")].filter((row) => row.offsetParent);
    if (!rows.length) return;
    const now = rows.findIndex((row) => row === document.activeElement);
    const next = now < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(now + by, 0), rows.length - 1);
    rows[next].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (types(event.target) || covered()) return;
    const after = event.timeStamp - went < PATIENCE;
    went = 0;
    if (after && GO[event.key]) leave(GO[event.key]);
    else if (event.key === "g") went = event.timeStamp;
    else if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
    else if (event.key === "?") leave("/account/keys/");
    else if (event.key === "/") {
      const seek = [...document.querySelectorAll(".seek input")].find((one) => one.offsetParent);
      if (!seek) return leave("/find/");
      seek.focus();
    } else return;
    event.preventDefault();
  });
})();
