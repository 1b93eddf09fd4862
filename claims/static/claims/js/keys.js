// Keys: each action of the table (keys.toml) has the person's own key; whatever carries data-action is pressed or
// focused, that of the current row first. Rows with data-row are walked.
(() => {
  const map = document.getElementById("key-map");
  const keyOf = map ? JSON.parse(map.textContent) : {};
  const named = new Map();
  for (const [action, key] of Object.entries(keyOf)) if (key) named.set(key, [...(named.get(key) ?? []), action]);
  const openers = new Set([...named.keys()].filter((key) => key.includes(" ")).map((key) => key[0]));
  let before = "", held = "";

  const lettersOn = () => document.body.dataset.letters !== "off";
  const typing = (place) => place.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog");
  const seen = (element) => element.checkVisibility() && !element.matches(":disabled");
  const pending = (element) => element.matches("form.htmx-request *");
  const carriers = (action) => [...document.querySelectorAll(`[data-action="${action}"]`)];

  const OWN = { "row-next": () => walk(1), "row-last": () => walk(-1), keys: sheet, submit: send };

  function act(action, from) {
    const asked = new CustomEvent("action", { detail: { name: action }, cancelable: true });
    if (!document.dispatchEvent(asked)) return true;
    return OWN[action] ? OWN[action](from) : press(action);
  }

  function press(action) {
    const all = carriers(action), found = action.startsWith("go-") ? all : all.filter(seen); // also in a menu that is shut
    const element = found.find((each) => each.closest("[data-row][aria-current=true]")) ?? found[0];
    if (!element) return Boolean((held = all.some(pending) ? action : ""));
    if (element.matches("input:not([type=checkbox], [type=radio]), textarea, select")) element.focus();
    else element.click();
    return true;
  }

  function walk(step) {
    const rows = [...document.querySelectorAll("[data-row]")].filter(seen);
    if (!rows.length) return false;
    const now = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
    const next = rows[Math.min(rows.length - 1, Math.max(0, now + step))];
    if (now >= 0) rows[now].removeAttribute("aria-current");
    next.setAttribute("aria-current", "true");
    next.querySelector("a")?.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  }

  // Only what acts on this page; the page of all keys is a link in it.
  function sheet() {
    const dialog = document.getElementById("keys"), page = document.body.dataset.page ?? "";
    if (!dialog) return false;
    const here = (pages) => !pages || pages.split(" ").some((each) => page === each || page.startsWith(`${each}-`));
    for (const section of dialog.querySelectorAll("[data-pages]")) section.hidden = !here(section.dataset.pages);
    if (!dialog.open) dialog.showModal();
    return true;
  }

  // The form that one is writing in, by its own button where it names one.
  function send(from) {
    const form = from.form;
    if (!form) return false;
    const button = [...form.elements].find((each) => each.dataset.action === "submit");
    if (button) button.click();
    else form.requestSubmit();
    return true;
  }

  function pressed(key, from) {
    const keys = before ? `${before} ${key}` : key;
    before = "";
    if (named.has(keys)) return named.get(keys).some((action) => act(action, from));
    if (openers.has(keys)) return Boolean((before = keys));
    return false;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey || !event.key) return;
    if (event.ctrlKey || event.metaKey) {
      before = "";
      if (pressed(`mod+${event.key.toLowerCase()}`, event.target)) event.preventDefault();
      return;
    }
    if (event.key.length !== 1 || typing(event.target) || !lettersOn()) return;
    if (pressed(event.key, event.target)) event.preventDefault();
  });

  document.addEventListener("act", (event) => act(event.detail.name, document.activeElement)); // chosen by its words

  // A key that came while its button waited for an answer acts once the answer stands.
  document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => {
    const action = held;
    held = "";
    if (action) press(action);
  }));

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keysheet]")) sheet();
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false;
  });

  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && event.target.closest?.("details[data-menu][open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-letters]")) document.body.dataset.letters = event.target.checked ? "on" : "off";
  });

  // Again after Back, which puts the page's elements there anew.
  function ready() {
    for (const opener of document.querySelectorAll("[data-keysheet]")) opener.hidden = false;
  }
  document.addEventListener("htmx:historyRestore", ready);
  ready();
})();
