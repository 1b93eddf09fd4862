// Citing passages and the meaning of the chosen rating. Saving as one types is htmx's part.
(() => {
  const rationale = () => document.getElementById("rationale");

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
  // replace the very button that is being pressed.
  document.addEventListener("htmx:confirm", (event) => {
    const asked = document.querySelector("#conflict > *, :is(#notice, #hold) [form='verdict-form']");
    const bySelf = event.target.id === "verdict-form" && event.detail.triggeringEvent?.type !== "submit";
    if (asked && bySelf) event.preventDefault();
  });

  document.addEventListener("htmx:afterSettle", ready);
  document.addEventListener("DOMContentLoaded", ready);
})();
