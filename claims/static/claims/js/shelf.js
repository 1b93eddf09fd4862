// The shelf below the article repeats what is selected and sends it; it never covers the text.
(() => {
  let picked = null, busy = false, soon = 0;
  const waiting = []; // passages whose key came while another one was on its way
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
    if (picked) fill(shelf, picked);
    else if (shelf.elements.start.value !== "") {
      for (const name of ["start", "end", "quote"]) shelf.elements[name].value = "";
    }
  }

  function fill(shelf, span) {
    for (const name of ["start", "end", "quote"]) shelf.elements[name].value = span[name];
  }

  // The claim's figures beside those of what is selected, once the selecting rests.
  function compare() {
    const place = document.getElementById("versus"), article = document.getElementById("reader-text");
    if (!place || !article || (!picked && !place.childElementCount)) return;
    if (!picked) return place.replaceChildren();
    const asked = new URLSearchParams({ revision: article.dataset.revision, start: picked.start, end: picked.end });
    htmx.ajax("GET", `${place.dataset.address}?${asked}`, { target: place, source: place, swap: "innerHTML" });
  }

  document.addEventListener("picked", (event) => {
    picked = event.detail;
    show();
    clearTimeout(soon);
    soon = setTimeout(compare, 250);
  });

  document.addEventListener("action", (event) => {
    const stance = event.detail.name.replace("attach-", "");
    if (!busy || !picked || !STANCES.includes(stance)) return;
    event.preventDefault();
    waiting.push({ stance, ...picked });
  });
  document.addEventListener("htmx:beforeRequest", (event) => { busy ||= event.target.id === "shelf"; });
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.target.id !== "shelf" || event.detail.successful) return;
    busy = false; // it was refused, and why stands above: what waited behind it is selected and sent anew
    waiting.length = 0;
  });
  document.addEventListener("htmx:afterSettle", () => requestAnimationFrame(() => {
    const shelf = document.getElementById("shelf");
    if (shelf?.matches(".htmx-request")) return;
    busy = false;
    const next = shelf?.elements && waiting.shift();
    if (!next) return;
    fill(shelf, next);
    document.getElementById(`as-${next.stance}`).click();
  }));

  // Words typed by hand have no place yet; the server finds it.
  document.addEventListener("input", (event) => {
    if (event.target.id !== "quote" || !event.target.form) return;
    event.target.form.elements.start.value = "";
    event.target.form.elements.end.value = "";
    picked = null;
  });
})();
