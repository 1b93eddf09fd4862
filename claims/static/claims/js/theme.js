// The chosen theme shows at once; the form saves it with the person.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-themes]") || !event.submitter) return;
  const chosen = event.submitter.value;
  if (chosen === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  for (const button of event.target.querySelectorAll("button")) button.setAttribute("aria-pressed", button === event.submitter);
});
