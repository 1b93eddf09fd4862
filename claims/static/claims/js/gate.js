// From what the gate lists to the place that puts it right, and passages cited in their order.
(() => {
  const INSIDE = { rating: "#rating :is(:checked, input)", reader: "#reader-text, #q" }; // what takes the focus in a place
  const rationale = () => document.getElementById("rationale");
  const passages = () => [...document.querySelectorAll("[data-cite]")];
  const uncited = (button) => !rationale().value.includes(`[${button.dataset.cite}]`);

  function unfold(place) {
    for (let around = place.closest("details"); around; around = around.parentElement.closest("details")) around.open = true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#lacks a"), place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    unfold(place);
    const field = (INSIDE[place.id] && document.querySelector(INSIDE[place.id])) || place;
    field.scrollIntoView({ block: "center" });
    field.focus();
  });

  // The first passage that is not cited yet; once all are, from the first on again.
  document.addEventListener("click", (event) => {
    if (event.target.closest("#cite") && rationale()) (passages().find(uncited) ?? passages()[0])?.click();
  });

  function ready() {
    const button = document.getElementById("cite");
    if (button) button.hidden = !passages().length;
  }
  document.addEventListener("htmx:afterSettle", ready);
  document.addEventListener("DOMContentLoaded", ready);
})();
