// Letter keys: whatever carries data-key="t" or data-key="g q" is pressed or focused, that of the current row first; rows with data-row are walked with j and k.
(() => {
  const STORE = "letter-keys";
  let before = "", held = "";

  const lettersOn = () => document.body.dataset.keys !== "off" && localStorage.getItem(STORE) !== "off";
  const typing = (place) => place.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable], dialog");
  const seen = (element) => element.checkVisibility() && !element.matches(":disabled");
  const pending = (element) => element.matches("form.htmx-request *");

  function press(keys) {
    const named = [...document.querySelectorAll(`[data-key="${CSS.escape(keys)}"]`)], found = named.filter(seen);
    const element = found.find((each) => each.closest("[data-row][aria-current=true]")) ?? found[0];
    if (!element) return Boolean((held = named.some(pending) ? keys : ""));
    if (element.matches("input, textarea, select")) element.focus();
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

  function sheet() {
    const dialog = document.getElementById("keys");
    dialog?.showModal();
    return Boolean(dialog);
  }

  function act(key) {
    const keys = before ? `${before} ${key}` : key;
    before = "";
    if (keys === "j") return walk(1);
    if (keys === "k") return walk(-1);
    if (keys === "?") return sheet();
    if (keys === "g") return Boolean((before = "g"));
    return press(keys);
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key.length !== 1 || typing(event.target) || !lettersOn()) return;
    if (act(event.key)) event.preventDefault();
  });

  // A key that came while its button waited for an answer is pressed once the answer stands.
  document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => {
    const keys = held;
    held = "";
    if (keys) press(keys);
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
    if (event.target.matches("[data-letters]")) localStorage.setItem(STORE, event.target.checked ? "on" : "off");
  });

  // Again after Back, which puts the page's elements there anew.
  function ready() {
    for (const opener of document.querySelectorAll("[data-keysheet]")) opener.hidden = false;
    for (const box of document.querySelectorAll("[data-letters]")) box.checked = localStorage.getItem(STORE) !== "off";
  }
  document.addEventListener("htmx:historyRestore", ready);
  ready();
})();
