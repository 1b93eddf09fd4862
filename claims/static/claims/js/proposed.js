// Passages that the machine proposes: y takes the stance that it proposes, or shows the passage selected in its
// article, where s, c and n say what it is; x rejects it. The row of the mark that one walked to comes first.
(() => {
  let wanted = null;
  const row = () => document.querySelector("#proposed .ev.now") ?? document.querySelector("#proposed .ev");

  function press(name) {
    const here = row();
    const button = here?.querySelector(name === "accept-suggestion" ? "[data-accept]" : "[data-reject]");
    if (button) button.click();
    else if (name === "accept-suggestion" && here) here.querySelector("[data-show]").click();
    return Boolean(here);
  }

  document.addEventListener("action", (event) => {
    if (["accept-suggestion", "reject-suggestion"].includes(event.detail.name) && press(event.detail.name)) event.preventDefault();
  });

  function pick() {
    const article = document.getElementById("reader-text");
    if (!wanted || article?.dataset.revision !== wanted.revision) return;
    const [start, end] = wanted.span.split(",").map(Number);
    wanted = null;
    document.dispatchEvent(new CustomEvent("pick", { detail: { start, end } }));
    document.dispatchEvent(new CustomEvent("focus-on", { detail: { id: "reader-text", still: true } }));
  }

  // Shown is selected too: one key more and it is evidence.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("#proposed a[data-show]");
    if (!link || event.ctrlKey || event.metaKey) return;
    wanted = { span: link.dataset.show, revision: link.dataset.revision };
    if (document.getElementById("reader-text")?.dataset.revision !== wanted.revision) return;
    event.preventDefault();
    event.stopPropagation();
    pick();
  }, true);
  document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(pick));
})();
