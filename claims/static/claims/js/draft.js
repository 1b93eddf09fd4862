// Citing passages, the meaning of the chosen rating, and submitting by key. Saving as one types is htmx's part.
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
    field.focus();
  });

  document.addEventListener("change", (event) => {
    const place = document.getElementById("definition");
    if (place && event.target.dataset.definition) place.textContent = event.target.dataset.definition;
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    if (event.target.form?.id === "verdict-form") document.getElementById("submit")?.click();
  });

  document.addEventListener("htmx:afterSettle", ready);
  document.addEventListener("DOMContentLoaded", ready);
})();
