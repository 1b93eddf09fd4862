// Signing in again without leaving the page: the sign-in form, and a second factor's, in a dialog. Afterwards the
// page's forms carry the new token, and "signed-in" is told.
(() => {
  const dialog = document.getElementById("sign-in");
  if (!dialog) return;
  const place = dialog.querySelector("[data-form]");
  let field = null;

  const parsed = async (answer) => ({ at: answer.url, page: new DOMParser().parseFromString(await answer.text(), "text/html") });
  const whose = (page) => page.getElementById("sign-in")?.dataset.person;

  function renew(page) {
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!token) return;
    for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) input.value = token;
    document.body.setAttribute("hx-headers", JSON.stringify({ "x-csrftoken": token }));
  }

  // Somebody else's session is nobody to send this page's words for.
  function arrived(page) {
    if (whose(page) !== dialog.dataset.person) {
      dialog.querySelector("[data-other]").hidden = false;
      return;
    }
    renew(page);
    if (dialog.open) dialog.close();
    document.getElementById("notices")?.replaceChildren();
    document.dispatchEvent(new CustomEvent("signed-in"));
    field?.isConnected && field.focus();
  }

  function show({ at, page }) {
    if (whose(page)) return arrived(page);
    const form = page.querySelector("main form[method=post]");
    if (!form) return;
    form.action = new URL(form.getAttribute("action") || at, at).href;
    place.replaceChildren(document.adoptNode(form));
    (form.querySelector("[aria-invalid=true]") ?? form.querySelector("input:not([type=hidden])"))?.focus();
  }

  async function ask(address, options = {}) {
    dialog.querySelector("[data-away-too]").hidden = true;
    try {
      show(await parsed(await fetch(address, { cache: "no-store", ...options })));
    } catch {
      dialog.querySelector("[data-away-too]").hidden = false;
    }
  }

  document.addEventListener("focusin", (event) => {
    if (event.target.matches("textarea, input") && !dialog.contains(event.target)) field = event.target;
  });

  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-sign-in]")) return;
    dialog.showModal();
    ask(dialog.dataset.login);
  });

  dialog.addEventListener("submit", (event) => {
    if (event.target.method === "dialog") return;
    event.preventDefault();
    ask(event.target.action, { method: "POST", body: new URLSearchParams(new FormData(event.target, event.submitter)) });
  });

  // Signed in anew in another window: this page's token is of the session before.
  document.addEventListener("token-stale", async () => {
    const answer = await fetch(dialog.dataset.home, { cache: "no-store" }).catch(() => null);
    if (!answer) return;
    const found = await parsed(answer);
    if (whose(found.page) === dialog.dataset.person) arrived(found.page);
    else document.dispatchEvent(new CustomEvent("session-ended"));
  });
})();
