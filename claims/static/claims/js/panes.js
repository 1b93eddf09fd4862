// One pane at a time on a narrow screen, by address and without a load, so that nothing typed is lost.
(() => {
  const bench = document.getElementById("bench");
  const paneOf = (place) => {
    if (!place) return null;
    if (place.closest("#verdict, #gate")) return "verdict";
    const pane = place.closest(".pane");
    return pane && { claim: "claim", reader: "reader", evidence: "evidence" }[pane.id];
  };

  function show(pane) {
    if (pane !== bench.dataset.pane) {
      const address = new URL(location);
      address.searchParams.set("pane", pane);
      history.replaceState(history.state, "", address);
    }
    bench.dataset.pane = pane;
    for (const link of document.querySelectorAll("[data-pane-link]")) {
      if (link.dataset.paneLink === pane) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.dataset.paneLink) {
      event.preventDefault();
      show(link.dataset.paneLink);
      scrollTo(0, 0);
    } else if (link.getAttribute("href").startsWith("#")) {
      const pane = paneOf(document.getElementById(link.hash.slice(1)));
      if (pane) show(pane);
    }
  });

  document.addEventListener("htmx:afterSettle", () => show(bench.dataset.pane));
  // Where the focus goes when what had it was replaced by nothing.
  document.addEventListener("focus-lost", (event) => {
    if (!document.activeElement || document.activeElement === document.body)
      document.getElementById(event.detail.id)?.focus({ preventScroll: true });
  });
  document.addEventListener("focus-on", (event) => {
    const place = document.getElementById(event.detail.id);
    if (!place) return;
    const pane = paneOf(place);
    if (pane) show(pane);
    place.focus({ preventScroll: Boolean(event.detail.still) });
  });
})();
