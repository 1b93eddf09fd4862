// The shelf below the article repeats what is selected and sends it; it never covers the text.
(() => {
  let picked = null;
  const STANCES = ["supports", "contradicts", "context"];

  function show() {
    const shelf = document.getElementById("shelf");
    if (!shelf) return;
    const row = shelf.querySelector("[data-picked]"), typed = shelf.querySelector("details");
    row.hidden = false;
    row.querySelector(".picked").textContent = picked ? `“${picked.quote}”` : "";
    const link = shelf.querySelector("[data-new-claim]");
    if (link) {
      const address = new URL(link.href);
      for (const name of ["start", "end"]) {
        if (picked) address.searchParams.set(name, picked[name]);
        else address.searchParams.delete(name);
      }
      link.href = address;
    }
    if (!shelf.elements) return;
    // The keys act only while something is selected.
    for (const stance of STANCES) {
      const button = document.getElementById(`as-${stance}`);
      if (picked) button.dataset.action = `attach-${stance}`;
      else delete button.dataset.action;
    }
    if (typed && !typed.dataset.closed) {
      typed.dataset.closed = "once";
      typed.open = shelf.elements.quote.value !== "" && shelf.elements.start.value === "";
    }
    if (picked) {
      shelf.elements.start.value = picked.start;
      shelf.elements.end.value = picked.end;
      shelf.elements.quote.value = picked.quote;
    } else if (shelf.elements.start.value !== "") {
      for (const name of ["start", "end", "quote"]) shelf.elements[name].value = "";
    }
  }

  document.addEventListener("picked", (event) => {
    picked = event.detail;
    show();
  });

  // Words typed by hand have no place yet; the server finds it.
  document.addEventListener("input", (event) => {
    if (event.target.id !== "quote" || !event.target.form) return;
    event.target.form.elements.start.value = "";
    event.target.form.elements.end.value = "";
    picked = null;
  });
})();
