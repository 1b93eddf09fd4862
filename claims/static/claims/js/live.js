// After a swap: focus where the server says ("focus-on" with an id). While the desk can't be reached or the session is
// over: a notice that stays, the page as it is, and "desk-back" or "signed-in" once work goes on.
(() => {
  const FIRST = 2_000, SLOWEST = 30_000, GATEWAY = [502, 503, 504];
  let wait = FIRST, timer = 0;

  const standing = (name) => document.querySelector(`#away > [data-away="${name}"]`);

  function tell(name) {
    const words = document.getElementById(`tell-${name}`), place = document.getElementById("away");
    if (!words || !place || standing(name)) return;
    const notice = words.content.firstElementChild.cloneNode(true);
    notice.dataset.away = name;
    for (const time of notice.querySelectorAll("time")) time.textContent = new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
    place.append(notice);
  }

  function untell(name) {
    standing(name)?.remove();
  }

  // Asked again and again, ever more slowly, until somebody answers; then what waits goes out.
  async function probe() {
    clearTimeout(timer);
    const answers = await fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
    if (answers) return back();
    wait = Math.min(SLOWEST, wait * 2);
    timer = setTimeout(probe, wait);
  }

  function gone() {
    tell("offline");
    clearTimeout(timer);
    wait = FIRST;
    timer = setTimeout(probe, wait);
  }

  function back() {
    clearTimeout(timer);
    if (!standing("offline")) return;
    untell("offline");
    document.dispatchEvent(new CustomEvent("desk-back"));
  }

  document.addEventListener("focus-on", (event) => {
    document.getElementById(event.detail.id)?.focus({ preventScroll: Boolean(event.detail.still) });
  });

  for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, gone);
  addEventListener("online", probe);
  document.addEventListener("htmx:responseError", (event) => {
    const status = event.detail.xhr.status;
    if (GATEWAY.includes(status)) gone();
    if (status === 401) document.dispatchEvent(new CustomEvent("session-ended"));
  });
  document.addEventListener("session-ended", () => tell("signed-out"));
  document.addEventListener("signed-in", () => untell("signed-out"));
  document.addEventListener("submit", () => document.getElementById("notices")?.replaceChildren());

  // A form that did its work and stays on the page is another form from now on (see claims/views/once.py).
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.detail.elt.form ?? event.detail.elt.closest("form"), key = form?.querySelector("[name=once]");
    if (!event.detail.successful || !key?.isConnected) return;
    key.value = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  });
})();
