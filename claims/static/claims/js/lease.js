// The hold: kept once a minute while somebody is at work on the page, counted down while it is not heard from.
(() => {
  const MINUTE = 60_000, SOON = 5, IDLE = 5 * MINUTE;
  let heard = Date.now(), touched = Date.now();

  function beat() {
    const hold = document.getElementById("hold");
    if (!hold || hold.dataset.minutes === undefined) return;
    const left = Math.max(0, Math.round(hold.dataset.minutes - (Date.now() - heard) / MINUTE));
    const words = hold.querySelector("[data-left]");
    words.textContent = `${left} min left`;
    words.classList.toggle("soon", left < SOON);
    if (left < SOON) words.setAttribute("role", "status");
    const atWork = document.visibilityState === "visible" && Date.now() - touched < IDLE;
    if (atWork) htmx.trigger(hold, "beat");
  }

  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "hold" || event.target.querySelector?.("#hold")) heard = Date.now();
  });
  for (const sign of ["keydown", "pointerdown", "pointermove", "wheel"])
    document.addEventListener(sign, () => { touched = Date.now(); }, { capture: true, passive: true });
  // Somebody else did something to the claim: perhaps it ended this hold.
  document.addEventListener("others-acted", () => {
    const hold = document.getElementById("hold");
    if (hold?.dataset.minutes !== undefined) htmx.trigger(hold, "beat");
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - heard > MINUTE) beat();
  });
  setInterval(beat, MINUTE);
})();
