// What others do, every few seconds and only while the page is looked at. Counts and faces change in place; all else
// waits as a link, so that nothing moves under what one reads or types.
(() => {
  const EVERY = 5_000, SLOWEST = 60_000;
  const link = document.getElementById("news");
  if (!link) return;
  let tag = "", since = "", newest = "", wait = EVERY, timer = 0, asking = false;

  function address() {
    const claim = document.querySelector("[data-live-claim]")?.dataset.liveClaim;
    const asked = claim ? { claim, since } : document.querySelector("[data-live-view]") ? { view: location.search.slice(1), newest } : {};
    return `${link.dataset.news}?${new URLSearchParams(asked)}`;
  }

  function take(told) {
    since = told.since ?? "";
    newest = told.newest ?? "";
    for (const [name, html] of Object.entries(told.parts)) {
      for (const place of document.querySelectorAll(`[data-live="${name}"]`)) {
        if (place.innerHTML !== html && !place.contains(document.activeElement)) place.innerHTML = html;
      }
    }
    if (told.told === link.querySelector("span").textContent) return;
    link.hidden = !told.told;
    link.href = location.pathname + location.search;
    link.querySelector("span").textContent = told.told;
    if (told.told) document.getElementById("status").textContent = told.told;
    if (told.told) document.dispatchEvent(new CustomEvent("others-acted"));
  }

  async function ask() {
    clearTimeout(timer);
    if (document.visibilityState !== "visible" || asking) return;
    asking = true;
    try {
      const answer = await fetch(address(), { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "manual" });
      if (answer.type === "opaqueredirect") return document.dispatchEvent(new CustomEvent("session-ended"));
      wait = answer.ok || answer.status === 304 ? EVERY : Math.min(SLOWEST, wait * 2);
      if (answer.ok) {
        tag = answer.headers.get("ETag");
        take(await answer.json());
      }
    } catch {
      wait = Math.min(SLOWEST, wait * 2); // nobody answers; whoever writes is told by what they send
    } finally {
      asking = false;
    }
    timer = setTimeout(ask, wait);
  }

  document.addEventListener("visibilitychange", () => { wait = EVERY; ask(); });
  document.addEventListener("signed-in", () => { wait = EVERY; ask(); });
  // A list shown anew holds what was news; its newest is asked again.
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "queue") { newest = tag = ""; ask(); }
  });
  ask();
})();
