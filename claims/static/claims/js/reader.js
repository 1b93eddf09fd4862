// Selecting in the article, by mouse or by keyboard. Offsets count code points, as the server's do:
// each piece of text says where it starts, so marks and margin numbers never disturb the count.
(() => {
  let article, pieces, chars, sentences, words, picked = null, sent = null, place = null, standing = -1;

  const count = (text) => { let n = 0; for (const _ of text) n += 1; return n; };

  function read() {
    const found = document.getElementById("reader-text");
    grown.disconnect();
    if (document.getElementById("shelf")) grown.observe(document.getElementById("shelf"));
    if (found === article) return;
    const same = found?.dataset.revision === article?.dataset.revision;
    // What was selected while the last passage was on its way stays selected.
    const kept = same && picked && !(sent && sent.start === picked.start && sent.end === picked.end) ? picked : null;
    if (!same) place = null;
    article = found;
    picked = sent = null;
    words = null;
    standing = -1;
    document.querySelector("[data-marks]")?.toggleAttribute("hidden", !article?.querySelector(".hl"));
    if (article) {
      chars = [];
      pieces = [...article.querySelectorAll("[data-start]")].map((node) => {
        const start = Number(node.dataset.start), text = [...node.textContent];
        while (chars.length < start) chars.push("\n");
        chars.push(...text);
        return { node, start, end: start + text.length };
      });
      const numbers = article.dataset.sentences.split(",").filter(Boolean).map(Number);
      sentences = numbers.flatMap((n, i) => (i % 2 ? [] : [{ start: n, end: numbers[i + 1] }]));
      // A sentence may run over what is no part of a paragraph; only what is shown can be selected.
      sentences = sentences.filter((s) => s.end > s.start && s.end <= chars.length);
    }
    if (kept && article) pick(kept);
    else tell();
  }

  // Code points before a place of the document; between two pieces a range begins at the next and ends at the last one.
  function offset(node, at, isEnd) {
    const inside = (node.nodeType === 1 ? node : node.parentElement).closest("[data-start]");
    if (inside && article.contains(inside)) {
      const range = document.createRange();
      range.selectNodeContents(inside);
      range.setEnd(node, at);
      return Number(inside.dataset.start) + count(range.toString());
    }
    const range = document.createRange();
    range.setStart(node, at);
    const after = pieces.findIndex((piece) => range.comparePoint(piece.node, 0) > 0);
    if (isEnd) return after === 0 ? 0 : pieces.at(after === -1 ? -1 : after - 1).end;
    return after === -1 ? chars.length : pieces[after].start;
  }

  function trimmed(start, end) {
    while (start < end && /\s/.test(chars[start])) start += 1;
    while (end > start && /\s/.test(chars[end - 1])) end -= 1;
    return start < end ? { start, end } : null;
  }

  function point(place, isEnd) {
    const piece = pieces.find((each) => (isEnd ? place > each.start && place <= each.end : place >= each.start && place < each.end));
    if (!piece) return null;
    return [piece.node.firstChild, chars.slice(piece.start, place).join("").length];
  }

  function range(span) {
    const from = point(span.start, false), to = point(span.end, true);
    if (!from || !to) return null;
    const made = document.createRange();
    made.setStart(...from);
    made.setEnd(...to);
    return made;
  }

  // Kept painted when the focus goes to the shelf and the browser lets go of its own selection.
  function paint() {
    if (!CSS.highlights) return;
    const made = picked && range(picked);
    if (made) CSS.highlights.set("picked", new Highlight(made));
    else CSS.highlights.delete("picked");
  }

  function tell() {
    if (picked) place = picked; // where the keys go on when nothing is selected any more
    paint();
    const detail = picked ? { ...picked, quote: chars.slice(picked.start, picked.end).join("") } : null;
    document.dispatchEvent(new CustomEvent("picked", { detail }));
  }

  // The line that was selected last stands above the shelf, which grows with what it says, and below what sticks above.
  function reveal() {
    const made = picked && range(picked), shelf = document.getElementById("shelf"), pane = article?.closest(".reader-scroll");
    if (!made || !shelf || !article.checkVisibility()) return;
    const tabs = document.getElementById("tabs").getBoundingClientRect().bottom;
    for (const scrolled of [pane, document.scrollingElement]) {
      const lines = made.getClientRects(), last = lines[lines.length - 1];
      const top = Math.max(scrolled === pane ? pane.getBoundingClientRect().top : 0, tabs), bottom = shelf.getBoundingClientRect().top;
      if (last && last.bottom > bottom - 8) scrolled.scrollTop += last.bottom - bottom + 8;
      else if (last && last.top < top + 8) scrolled.scrollTop += last.top - top - 8;
    }
  }
  const grown = new ResizeObserver(() => { if (!down) reveal(); });
  let down = false;
  document.addEventListener("pointerdown", () => { down = true; });
  for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => { down = false; });

  function pick(span) {
    picked = span;
    const made = span && range(span), selection = getSelection();
    if (made) {
      selection.setBaseAndExtent(made.startContainer, made.startOffset, made.endContainer, made.endOffset);
      reveal();
    } else selection.removeAllRanges();
    tell();
  }

  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (!article || !selection.rangeCount) return;
    const chosen = selection.getRangeAt(0);
    if (!article.contains(chosen.startContainer) || !article.contains(chosen.endContainer)) return;
    const span = chosen.collapsed
      ? null
      : trimmed(offset(chosen.startContainer, chosen.startOffset, false), offset(chosen.endContainer, chosen.endOffset, true));
    if (span?.start === picked?.start && span?.end === picked?.end) return;
    picked = span;
    tell();
  });

  function allWords() {
    if (words) return words;
    let at = 0;
    words = [];
    for (const part of new Intl.Segmenter(article.lang || undefined, { granularity: "word" }).segment(chars.join(""))) {
      const length = count(part.segment);
      if (part.isWordLike) words.push({ start: at, end: at + length });
      at += length;
    }
    return words;
  }

  const inView = () => {
    const top = article.closest(".reader-scroll").getBoundingClientRect().top;
    const piece = pieces.find((each) => each.node.getBoundingClientRect().bottom > top + 4);
    return piece ? piece.start : 0;
  };
  const next = (list, place) => list.find((each) => each.start >= place);
  const last = (list, place) => list.findLast((each) => each.end <= place);

  function sentence(forward) {
    const from = picked ?? place;
    const there = forward ? next(sentences, from ? from.end : inView()) : last(sentences, from ? from.start : inView());
    if (there) pick(trimmed(there.start, there.end));
  }

  // The end moves to the next or last end in the list, the start stays; never over the start.
  function moveEnd(list, forward) {
    if (!picked) return sentence(forward);
    const there = forward ? list.find((each) => each.end > picked.end) : list.findLast((each) => each.end < picked.end);
    if (there && there.end > picked.start) pick(trimmed(picked.start, there.end));
  }

  function moveStart(list, forward) {
    if (!picked) return sentence(forward);
    const there = forward ? list.find((each) => each.start > picked.start) : list.findLast((each) => each.start < picked.start);
    if (there && there.start < picked.end) pick(trimmed(there.start, picked.end));
  }

  document.addEventListener("keydown", (event) => {
    if (!article || event.target !== article || event.ctrlKey || event.metaKey) return;
    const forward = event.key === "ArrowRight" || event.key === "ArrowDown";
    const sideways = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (event.key === "Escape") pick(null);
    else if (!event.key.startsWith("Arrow")) return;
    else if (event.shiftKey && sideways) moveEnd(event.altKey ? sentences : allWords(), forward);
    else if (event.shiftKey) moveStart(event.altKey ? sentences : allWords(), forward);
    else if (event.altKey) return;
    else sentence(forward);
    event.preventDefault();
  });

  document.addEventListener("action", (event) => {
    const forward = event.detail.name === "sentence-next";
    if (!article || (!forward && event.detail.name !== "sentence-last") || !article.checkVisibility()) return;
    event.preventDefault();
    article.focus({ preventScroll: true });
    sentence(forward);
  });

  document.addEventListener("pick", (event) => { if (article) pick(trimmed(event.detail.start, event.detail.end)); });

  // From mark to mark; its row in the list gets the bar.
  function walk(step) {
    const marks = [...article.querySelectorAll(".sr[id^=m]")];
    if (!marks.length) return;
    standing = (standing + step + marks.length + (standing < 0 && step < 0 ? 1 : 0)) % marks.length;
    for (const old of document.querySelectorAll(".hl.now, .ev.now")) old.classList.remove("now");
    const here = marks[standing];
    here.scrollIntoView({ block: "center" });
    article.querySelector(`#${here.id} ~ mark`).classList.add("now");
    document.getElementById(here.id.startsWith("ms") ? here.id.slice(1) : here.id.replace("m", "e"))?.classList.add("now");
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-mark]");
    if (button) walk(Number(button.dataset.mark));
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.id === "shelf" && event.target.elements;
    if (form) sent = { start: Number(form.start.value), end: Number(form.end.value) };
  });
  document.addEventListener("htmx:afterSettle", read);
  document.addEventListener("unpick", () => pick(null));
  document.addEventListener("DOMContentLoaded", () => {
    read();
    const mention = document.getElementById("m-claim"), pane = mention?.closest(".reader-scroll");
    if (pane && !location.hash) pane.scrollTop += mention.getBoundingClientRect().top - pane.getBoundingClientRect().top - pane.clientHeight / 3;
  });
})();
