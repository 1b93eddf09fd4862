// After a swap: focus where the server says ("focus-on" with an id). When the desk can't be reached: a notice, and the page stays.
(() => {
  function tell(title, text) {
    const notice = document.createElement("div");
    notice.className = "notice bad";
    const line = notice.appendChild(document.createElement("p"));
    line.appendChild(document.createElement("b")).textContent = title;
    line.append(` ${text}`);
    document.getElementById("notices")?.replaceChildren(notice);
  }

  document.addEventListener("focus-on", (event) => {
    document.getElementById(event.detail.id)?.focus({ preventScroll: Boolean(event.detail.still) });
  });

  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, () => tell("No connection.", "What you typed is still here. Try again in a moment."));
  }
  document.addEventListener("htmx:responseError", (event) => {
    if (event.detail.xhr.status > 500) tell("The desk does not answer.", "What you typed is still here. Try again in a moment.");
  });
  document.addEventListener("submit", () => document.getElementById("notices")?.replaceChildren());
})();
