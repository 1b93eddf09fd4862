// Files to add: dropped on the zone they are chosen like with the button; each is listed with what would be refused.
(() => {
  const UNITS = ["B", "kB", "MB", "GB"];

  function size(bytes) {
    const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
    return `${(bytes / 1000 ** power).toFixed(power && bytes / 1000 ** power < 10 ? 1 : 0)} ${UNITS[power]}`;
  }

  function objection(file, input, place) {
    if (place >= Number(input.dataset.count)) return "too many at once";
    if (!file.size) return "empty";
    const zip = /\.zip$/i.test(file.name);
    return !zip && file.size > Number(input.dataset.largest) ? `larger than ${size(Number(input.dataset.largest))}, will be refused` : "";
  }

  function line(file, input, place) {
    const item = document.createElement("li"), problem = objection(file, input, place);
    item.appendChild(document.createElement("bdi")).textContent = file.name;
    item.append(` ${size(file.size)}`);
    if (problem) item.appendChild(Object.assign(document.createElement("span"), { className: "error", textContent: problem }));
    return item;
  }

  function list(input) {
    const files = [...input.files], all = files.reduce((sum, file) => sum + file.size, 0);
    const shown = files.slice(0, 30).map((file, place) => line(file, input, place));
    const told = document.createElement("li");
    told.textContent = files.length > 1 ? `${files.length} files, ${size(all)}` : "";
    if (all > Number(input.dataset.most)) told.append(`: more than ${size(Number(input.dataset.most))} at once, choose fewer`);
    input.closest("[data-drop]").querySelector("[data-chosen]").replaceChildren(...(told.textContent ? [told] : []), ...shown);
  }

  document.addEventListener("change", (event) => { if (event.target.matches("[data-drop] input")) list(event.target); });

  for (const name of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(name, (event) => {
      const zone = event.target.closest?.("[data-drop]");
      if (!zone) return;
      event.preventDefault();
      zone.toggleAttribute("data-over", name === "dragover");
      if (name !== "drop" || !event.dataTransfer.files.length) return;
      const input = zone.querySelector("input");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
      input.focus();
    });
  }

  // While they are sent: the button says so, and how much of it is there.
  document.addEventListener("htmx:beforeRequest", (event) => busy(event.target, true));
  document.addEventListener("htmx:afterRequest", (event) => busy(event.target, false));
  function busy(form, on) {
    if (!form.matches("[data-upload]")) return;
    const button = form.querySelector("[data-busy]"), sent = form.querySelector("[data-sent]");
    button.setAttribute("aria-busy", on);
    button.dataset.word ??= button.textContent;
    button.textContent = on ? button.dataset.busy : button.dataset.word;
    sent.hidden = !on;
  }
  document.addEventListener("htmx:xhr:progress", (event) => {
    const sent = event.target.querySelector?.("[data-sent]");
    if (sent && event.detail.lengthComputable) sent.value = event.detail.loaded / event.detail.total;
  });

  for (const words of document.querySelectorAll("[data-drop-words]")) words.hidden = false;
})();
