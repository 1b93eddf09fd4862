// Selecting rows: shift takes a range, the bar of what can be done comes with the first, and its keys act on the current row where none is selected.
(() => {
  const STEPS = { "bulk-assign": "assign", "bulk-snooze": "snooze", "bulk-dismiss": "dismiss" };
  let last = null, wanted = "";

  const form = () => document.querySelector("form[data-bulk]");
  const boxes = () => [...document.querySelectorAll("[data-row] input[name=claim]")];
  const picked = () => boxes().filter((box) => box.checked);

  function show() {
    const bar = form();
    if (!bar) return;
    const number = picked().length, all = document.querySelector("[data-all]"), every = number > 0 && number === boxes().length;
    bar.querySelector("[data-picked]").textContent = number ? `${number} selected` : "";
    all.dataset.every ??= all.getAttribute("aria-label");
    all.setAttribute("aria-label", every ? all.dataset.none : all.dataset.every);
    bar.toggleAttribute("data-on", number > 0);
    if (number) fields();
  }

  // Once a list: later on they are there.
  function fields() {
    const bar = form();
    if (bar.dataset.asked) return;
    bar.dataset.asked = "yes";
    bar.querySelector("[data-fields]").click();
  }

  function range(from, to) {
    const all = boxes(), [start, end] = [all.indexOf(from), all.indexOf(to)].sort((a, b) => a - b);
    if (start >= 0) for (const box of all.slice(start, end + 1)) box.checked = to.checked;
  }

  function choose(step) {
    const radio = document.querySelector(`#bulk-choice input[name=do][value=${step}]`);
    if (!radio) return false;
    radio.checked = true;
    const field = document.querySelector(`#bulk-choice [data-for=${step}] :is(select, input)`);
    (field ?? radio).focus();
    wanted = "";
    return true;
  }

  document.addEventListener("click", (event) => {
    const box = event.target.closest?.("[data-row] input[name=claim]");
    if (box) {
      if (event.shiftKey && last && last !== box) range(last, box);
      last = box;
      show();
    }
    if (event.target.closest?.("[data-all]")) {
      event.preventDefault();
      const on = picked().length < boxes().length;
      for (const each of boxes()) each.checked = on;
      show();
    }
  });

  document.addEventListener("action", (event) => {
    const step = STEPS[event.detail.name], current = document.querySelector("[data-row][aria-current=true] input[name=claim]");
    if (event.detail.name === "select-to" && current) {
      current.checked = true;
      if (last && last.isConnected) range(last, current);
      last = current;
      event.preventDefault();
      show();
    }
    if (!step || !form()) return;
    if (!picked().length && current) { current.checked = true; last = current; }
    if (!picked().length) return;
    event.preventDefault();
    wanted = step;
    show();
    choose(step);
  });

  document.addEventListener("htmx:afterSettle", () => { show(); if (wanted) choose(wanted); });
  show();
})();
