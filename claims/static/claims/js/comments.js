// Words of the rationale that are selected can be commented on: the button shows, and fills the form with them.
(() => {
  const words = () => {
    const picked = getSelection();
    if (!picked.rangeCount || picked.isCollapsed) return "";
    const at = picked.getRangeAt(0).commonAncestorContainer;
    const place = at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement;
    return place.closest("[data-rationale]") ? picked.toString().trim() : "";
  };
  let held = "";

  document.addEventListener("selectionchange", () => {
    const button = document.querySelector("[data-quote-words]");
    if (!button || document.activeElement === button) return;
    held = words();
    button.hidden = !held;
  });

  // Whoever presses a button loses what they had selected.
  document.addEventListener("pointerdown", (event) => {
    if (event.target.closest("[data-quote-words]")) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-quote-words]")) return;
    document.getElementById("comment-about").value = "rationale";
    document.getElementById("comment-quote").value = held;
    document.getElementById("comment-text").focus();
  });
})();
