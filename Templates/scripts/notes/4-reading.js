// The notes of a source made easy to read: the one that is looked at stands beside its words, keys and buttons lead
// from one to the next. The other parts know what each stands on, which are shown and what room there is.
(function () {
  "use strict";
  if (!window.sitegenScripts.begin("notes/reading", "notes/kinds", "notes/margin")) return;
  const site = window.sitegen, tools = document.querySelector(".note-tools");
  if (!site.notes) return;
  const { make, button, say } = site;
  const { record, words, notes, onMark, seen, noteAt, target, kindOf, described, kinds } = site.notes;
  const { layOut, refit, isResized, inMargin } = site.notes.margin;

  // ---- The note that is looked at: its words, its sign, and the note beside them ----

  let shown = null, isPinned = false, timer = 0;
  function release() {
    clearTimeout(timer);
    if (!shown) return;
    extent(shown, false);
    shown.element.classList.remove("brought");
    shown.element.style.marginBlockEnd = shown.element.style.transform = "";
    if (shown.opened) { shown.opened = false; shown.element.removeAttribute("data-open"); }
    shown = null;
    isPinned = false;
  }
  function extent(note, on) {
    note.marks.concat(note.ref || [], note.element).forEach((part) => { part.classList.toggle("lit", on); });
    if (!note.marks.length && note.isPlaced)
      note.element.closest(".passage").querySelector(".words").classList.toggle("lit", on);
  }
  function show(note, place, isFocus) {
    clearTimeout(timer);
    if (shown === note) return;
    release();
    shown = note;
    extent(note, true);
    if (inMargin(note)) bring(note, place);
    else if (isFocus && note.isPlaced && !note.element.contains(place)) {
      note.opened = true;
      note.element.setAttribute("data-open", "");
    }
  }
  // Opens a note over those below it, which stay where they are, and moves it level with the words it is called from.
  function fit(element) {
    element.classList.remove("brought");
    element.style.marginBlockEnd = "";
    const before = element.offsetHeight;
    element.classList.add("brought");
    element.style.marginBlockEnd = before - element.offsetHeight + "px";
  }
  function bring(note, place) {
    const element = note.element;
    fit(element);
    if (element.contains(place)) return;
    const box = element.getBoundingClientRect(), line = place.getClientRects()[0] || place.getBoundingClientRect();
    const shift = Math.max(8, Math.min(line.top - 4, innerHeight - 8 - box.height)) - box.top;
    if (Math.abs(shift) > 20) element.style.transform = "translateY(" + Math.round(shift) + "px)";
  }
  // What the keyboard has opened stays open, whatever the pointer passes over.
  function isHeld() {
    const focused = document.activeElement;
    return !!shown && !!focused && focused.matches(":focus-visible") && noteAt(focused) === shown;
  }
  // The pointer may rest on the way to a note before it is put back.
  document.addEventListener("pointerover", (event) => {
    const note = noteAt(event.target);
    const place = event.target.closest && event.target.closest(".note, a.note-ref, mark.noted");
    if (event.pointerType === "touch" || isPinned || isHeld()) return;
    clearTimeout(timer);
    if (note) timer = setTimeout(() => { show(note, place, false); }, 120);
    else if (shown) timer = setTimeout(release, 500);
  });
  document.addEventListener("focusin", (event) => {
    const note = noteAt(event.target);
    if (note) show(note, event.target, true); else release();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(); });
  // A click on words opens their note; the next one opens the next longer note on the same words.
  let clicked = null;
  document.addEventListener("click", (event) => {
    const mark = event.target.closest("mark.noted");
    if (!mark) { if (!noteAt(event.target)) release(); return; }
    if (event.target.closest("a, button") || !getSelection().isCollapsed) return;
    const here = onMark.get(mark).filter(seen);
    if (!here.length) return;
    clicked = here[(here.indexOf(clicked) + 1) % here.length];
    if (!inMargin(clicked)) { location.hash = clicked.element.id; return; }
    show(clicked, mark, false);
    isPinned = true;
    say(described(clicked));
  });
  // A selection that begins in a note may take the note's words; one that begins in the record takes none of them.
  document.addEventListener("selectstart", (event) => {
    const node = event.target.nodeType === 1 ? event.target : event.target.parentElement;
    const own = node && node.closest(".note");
    notes.forEach((note) => { note.element.classList.toggle("selecting", note.element === own); });
  });
  /// Gives the notes their room again; what the keyboard holds open stays open.
  function settle() {
    const held = isHeld() && shown;
    release();
    layOut();
    if (held) show(held, document.activeElement, true);
  }
  function repaint() {
    release();
    kinds.paint();
    settle();
  }

  // ---- From note to note ----

  const steps = make("span", { class: "note-steps" });
  function stepButton(text, label, step) {
    return button(text, { "aria-label": label, title: label }, () => { go(step); });
  }
  steps.append(stepButton("‹", words.previous, -1), stepButton("›", words.next, 1));
  // Without a note to start from, the first one below the top of the window.
  function start(list, step) {
    const at = list.indexOf(noteAt(document.activeElement) || target() || shown);
    if (at >= 0) return at + step;
    let below = list.findIndex((note) => (note.ref || note.element).getBoundingClientRect().top >= 0);
    if (below < 0) below = list.length;
    return step > 0 ? below : below - 1;
  }
  function go(step) {
    const list = notes.filter(seen), at = start(list, step), focused = document.activeElement;
    if (!list.length || !list[at]) { say(!list.length ? words.none : step > 0 ? words.last : words.first); return; }
    const isStepping = steps.contains(focused);
    release();
    // The address says where one is; the way back of the browser leads to the page before, not through all notes.
    location.replace("#" + list[at].element.id);
    arrive();
    if (isStepping) focused.focus({ preventScroll: true });
    const place = (at + 1) + " " + words.of + " " + list.length;
    say(words.note + " " + list[at].number + ", " + place + ", " + kindOf(list[at]));
  }
  let arrived = null;
  function arrive() {
    const note = target(), before = arrived;
    if (note && note === arrived) return;
    arrived = note;
    if (!note) { steps.remove(); refit([before]); return; }
    if (!seen(note)) { kinds.reveal(note.kind); repaint(); }
    note.element.lastElementChild.append(steps);
    release();
    refit([before, note]);
    if (note.element.getBoundingClientRect().top < 0 || note.element.getBoundingClientRect().top > innerHeight)
      note.element.scrollIntoView();
  }
  let hasKeys = true;
  try { hasKeys = localStorage.getItem("sitegen-keys") !== "off"; } catch { /* No storage: the keys are on. */ }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.isComposing) return;
    if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
    const step = event.altKey ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : hasKeys && { n: 1, p: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    go(step);
  });

  function makeTools() {
    if (!tools || !notes.length) return;
    kinds.makeSwitches(tools, repaint);
    const label = make("label", { title: words.keysHint }), box = make("input", { type: "checkbox" });
    box.checked = hasKeys;
    box.addEventListener("change", () => {
      hasKeys = box.checked;
      site.keep("sitegen-keys", hasKeys ? "on" : "off");
    });
    label.append(box, words.keys);
    const walk = make("span", { class: "note-walk" });
    walk.append(button(words.previous, {}, () => { go(-1); }), " ", button(words.next, {}, () => { go(1); }), label);
    tools.append(walk);
    kinds.status.append(button(words.showAll, {}, () => {
      kinds.revealAll();
      repaint();
      say(words.notes + ": " + words.shown);
      (tools.querySelector("input") || tools).focus();
    }));
    tools.after(kinds.status);
    tools.hidden = false;
  }

  makeTools();
  repaint();
  arrive();
  addEventListener("hashchange", arrive);
  record.addEventListener("toggle", (event) => {
    if (shown && inMargin(shown) && shown.element.contains(event.target)) fit(shown.element); else settle();
  }, true);
  new ResizeObserver(() => { if (isResized()) settle(); }).observe(record);
})();
