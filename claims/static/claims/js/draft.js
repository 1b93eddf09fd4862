// Citing passages, the meaning of the chosen rating; and that no word typed is ever lost: until the desk has it, it is
// in this browser, and it is sent again when the desk is back.
(() => {
  const TOLD = ["draft_version", "began", "page"], OURS = ["csrfmiddlewaretoken", "once", "version", "token", "shown", "pane", "over"];
  const form = () => document.getElementById("verdict-form");
  const rationale = () => document.getElementById("rationale");
  const key = () => `draft:${document.getElementById("bench")?.dataset.draft}`;
  let sent = "", failed = null;

  // What a person put in, and what the page knew of the draft when they did.
  const said = () => [...new FormData(form())].filter(([name]) => !OURS.includes(name) && !TOLD.includes(name));
  const told = () => Object.fromEntries(TOLD.map((name) => [name, form().elements[name]?.value ?? ""]));
  const words = () => JSON.stringify(said());
  const stored = () => JSON.parse(localStorage.getItem(key()) ?? "null");

  function mark(unsaved) {
    document.getElementById("unsaved")?.toggleAttribute("hidden", !unsaved);
  }

  function store() {
    if (!form()) return;
    localStorage.setItem(key(), JSON.stringify({ said: said(), told: told(), at: Date.now() }));
    mark(true);
  }

  function forget() {
    localStorage.removeItem(key());
    mark(false);
  }

  document.addEventListener("input", (event) => { if (event.target.form?.id === "verdict-form") store(); });

  const carries = (event) => event.detail.requestConfig?.formData?.has("rationale");
  document.addEventListener("htmx:beforeSend", (event) => { if (carries(event) && form()) sent = words(); });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!carries(event)) return;
    failed = event.detail.successful ? null : event.detail.elt;
    if (event.detail.successful && (!form() || words() === sent)) forget();
  });

  // What did not go out is what goes out now: pressed again where it was a button, else saved.
  function again() {
    if (failed?.isConnected && failed.matches("button")) failed.click();
    else if (form() && stored()) htmx.trigger(form(), "again");
  }
  for (const name of ["desk-back", "signed-in"]) document.addEventListener(name, again);

  function send(address, options) {
    return fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form())), headers: { "HX-Request": "true" }, ...options });
  }
  addEventListener("pagehide", () => { if (form() && stored()) send(form().action, { keepalive: true }).catch(() => null); });

  function fill(kept) {
    const fields = new Map(kept.said);
    for (const field of form().elements) {
      if (!field.name || OURS.includes(field.name)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = fields.get(field.name) === field.value;
      else if (TOLD.includes(field.name)) field.value = kept.told[field.name];
      else if (fields.has(field.name)) field.value = fields.get(field.name);
    }
    store();
    htmx.trigger(form(), "again");
    rationale().focus();
  }

  // On the next visit: what this browser has and the desk has not.
  function offer() {
    const kept = document.getElementById("bench") && stored(), place = document.getElementById("away");
    if (!kept || !place) return;
    if (form() && JSON.stringify(kept.said) === words()) return forget();
    const notice = document.getElementById(form() ? "tell-kept" : "tell-kept-alone").content.firstElementChild.cloneNode(true);
    const fields = { ...Object.fromEntries(kept.said), ...kept.told };
    notice.querySelector("time").textContent = new Date(kept.at).toLocaleString([], { dateStyle: "short", timeStyle: "short" });
    notice.querySelector("[data-words]").textContent = fields.rationale || fields.public_note;
    for (const input of notice.querySelectorAll("form [data-field]")) input.value = fields[input.name] ?? "";
    notice.querySelector("[data-put-back]")?.addEventListener("click", () => { notice.remove(); fill(kept); });
    notice.querySelector("[data-forget]").addEventListener("click", () => { notice.remove(); forget(); });
    notice.querySelector("form")?.addEventListener("submit", forget);
    place.append(notice);
  }

  function ready() {
    for (const button of document.querySelectorAll("[data-cite]")) button.hidden = !rationale();
    for (const note of document.querySelectorAll("[data-autosaves]")) note.hidden = false;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cite]"), field = rationale();
    if (!button || !field) return;
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(`${gap}[${button.dataset.cite}]`, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    document.dispatchEvent(new CustomEvent("focus-on", { detail: { id: "rationale" } }));
  });

  document.addEventListener("change", (event) => {
    const place = document.getElementById("definition");
    if (place && event.target.dataset.definition) place.textContent = event.target.dataset.definition;
  });

  // While a choice is asked for (two texts, a hold to take again) nothing is saved behind it: the answer would
  // replace the very button that is being pressed. The words are kept aside meanwhile.
  document.addEventListener("htmx:confirm", (event) => {
    const asked = document.querySelector("#conflict > *, :is(#notice, #hold) [form='verdict-form'], #hold[data-lost]");
    const bySelf = event.target.id === "verdict-form" && event.detail.triggeringEvent?.type !== "submit";
    if (!asked || !bySelf) return;
    event.preventDefault();
    send(form().dataset.keep, { redirect: "manual" }).catch(() => null);
  });

  document.addEventListener("htmx:afterSettle", ready);
  document.addEventListener("DOMContentLoaded", () => { ready(); offer(); });
})();
