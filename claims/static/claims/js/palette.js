// The palette: whatever acts on this page, screens, claims and saved views, by typing. A combobox over a listbox.
(() => {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const field = dialog.querySelector("input"), list = dialog.querySelector("[role=listbox]"), told = dialog.querySelector("[role=status]");
  const keyOf = JSON.parse(document.getElementById("key-map").textContent);
  const BY_ITSELF = ["keys"], NEVER = ["palette", "submit", "row-next", "row-last"];
  let words = {}, places = [], options = [], current = 0, asked = 0, timer = 0, came = null;

  const seen = (element) => element.checkVisibility() && !element.matches(":disabled");
  function acts(name) {
    if (NEVER.includes(name)) return false;
    const all = [...document.querySelectorAll(`[data-action="${name}"]`)];
    return BY_ITSELF.includes(name) || (name.startsWith("go-") ? all.length : all.some(seen));
  }

  const plain = (text) => text.toLocaleLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

  function show() {
    const parts = plain(field.value).split(/\s+/).filter(Boolean);
    const fits = (text) => parts.every((part) => plain(text).includes(part));
    const actions = Object.entries(words).filter(([name, said]) => fits(said) && acts(name));
    options = [...actions.map(([name, said]) => ({ words: said, action: name, hint: keyOf[name] ?? "" })), ...places];
    list.replaceChildren(...options.map(drawn));
    told.textContent = told.dataset.told.replace("0", options.length);
    mark(0);
  }

  function drawn(option, at) {
    const row = document.createElement("li");
    row.id = `palette-${at}`;
    row.setAttribute("role", "option");
    const said = row.appendChild(document.createElement("span"));
    said.textContent = option.words;
    said.dir = "auto";
    const hint = row.appendChild(document.createElement("span"));
    hint.className = "meta end";
    hint.textContent = option.hint;
    return row;
  }

  function mark(at) {
    current = Math.max(0, Math.min(options.length - 1, at));
    for (const [n, row] of [...list.children].entries()) row.setAttribute("aria-selected", n === current);
    const row = list.children[current];
    if (row) field.setAttribute("aria-activedescendant", row.id);
    else field.removeAttribute("aria-activedescendant");
    row?.scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const mine = ++asked;
    const address = `${dialog.dataset.palette}?${new URLSearchParams({ q: field.value })}`;
    const answer = await fetch(address, { redirect: "error" }).catch(() => null);
    if (!answer?.ok || mine !== asked) return;
    const found = await answer.json();
    words = found.actions;
    places = found.places;
    show();
  }

  function open() {
    if (dialog.open) return;
    came = document.activeElement;
    field.value = "";
    places = [];
    dialog.showModal();
    field.focus();
    show();
    ask();
  }

  function choose(at) {
    const option = options[at];
    if (!option) return;
    dialog.close();
    came?.focus();
    if (option.address) location.assign(option.address);
    else document.dispatchEvent(new CustomEvent("act", { detail: { name: option.action } }));
  }

  document.addEventListener("action", (event) => {
    if (event.detail.name !== "palette") return;
    event.preventDefault();
    open();
  });
  document.addEventListener("click", (event) => { if (event.target.closest("[data-palette-open]")) open(); });
  field.addEventListener("input", () => {
    show();
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) mark(current + step);
    else if (event.key === "Enter" && !event.isComposing) choose(current);
    else return;
    event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) choose([...list.children].indexOf(row));
  });
  for (const opener of document.querySelectorAll("[data-palette-open]")) opener.hidden = false;
})();
