// The hold: kept once a minute while the page is seen, counted down while it is not heard from.
(() => {
  const MINUTE = 60_000, SOON = 5;
  let heard = Date.now();

  function beat() {
    const hold = document.getElementById("hold");
    if (!hold || hold.dataset.minutes === undefined) return;
    const left = Math.max(0, Math.round(hold.dataset.minutes - (Date.now() - heard) / MINUTE));
    const words = hold.querySelector("[data-left]");
    words.textContent = `${left} min left`;
    words.classList.toggle("soon", left < SOON);
    if (left < SOON) words.setAttribute("role", "status");
    if (document.visibilityState === "visible") htmx.trigger(hold, "beat");
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "hold" || event.target.querySelector?.("#hold")) heard = Date.now();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - heard > MINUTE) beat();
  });
  setInterval(beat, MINUTE);
})();
