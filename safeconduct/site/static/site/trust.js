// The one place that may turn text of our own server into a part of the page. Text never becomes a script.
(() => {
  "use strict";
  const refuse = () => { throw new TypeError("A page of Safeconduct runs no script from text."); };
  const rules = { createHTML: (text) => text, createScript: refuse };
  const policy = window.trustedTypes ? window.trustedTypes.createPolicy("safeconduct", { createHTML: rules.createHTML }) : rules;
  htmx.registerExtension("trust", {
    init: (api) => api.initSecurity({ createHTML: (text) => policy.createHTML(text), createScript: refuse }, refuse, refuse),
  });
})();
