// The notes of a source: what each stands on, from one to the next, which kinds are shown, and room for them in
// the margin. Nothing here is needed: without this file signs lead to notes and notes lead back. Comes after site.js.
(function () {
  "use strict";
  const site = window.sitegen;
  const record = document.querySelector(".record");
  const tools = document.querySelector(".note-tools");
  if (!site || !record) return;
  const all = site.all, make = site.make, button = site.button, say = site.say;
  const words = Object.assign({
    notes: "Notes", note: "Note", of: "of", previous: "Previous note", next: "Next note",
    first: "This is the first note.", last: "This is the last note.",
    none: "No note to go to.", hidden: "hidden", shown: "shown", showAll: "Show all",
    isHidden: "note is hidden", areHidden: "notes are hidden", begins: "Note # begins", begin: "Notes # begin",
    keys: "Keys n and p", keysHint: "The keys n and p lead to the next and the previous note"
  }, site.words);

  // One entry for each note, in order of the page: its element, its sign, its marks.
  const notes = all(".record .note, .unplaced-notes .note").map((element) => {
    const id = element.id.replace(/^note-/, "");
    return { id, element, ref: document.getElementById("ref-" + id), marks: [], isPlaced: record.contains(element),
      kind: element.dataset.kind, number: element.querySelector(".note-number").textContent };
  });
  const byId = new Map(notes.map((note) => [note.id, note]));
  const marks = all("mark.noted", record), onMark = new Map();
  marks.forEach((mark) => {
    onMark.set(mark, mark.dataset.notes.split(" ").map((id) => byId.get(id)).filter(Boolean));
    onMark.get(mark).forEach((note) => { note.marks.push(mark); });
  });
  function seen(note) { return !note.element.hidden; }
  // The note that something on the page belongs to; of a mark the shortest that is shown.
  function noteAt(node) {
    const at = node.closest && node.closest(".note, a.note-ref, mark.noted");
    if (!at) return null;
    if (at.matches("mark")) return onMark.get(at).find(seen) || null;
    return byId.get(at.matches("a") ? at.id.replace(/^ref-/, "") : at.id.replace(/^note-/, "")) || null;
  }

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
  function inMargin(note) { return record.classList.contains("settled") && note.isPlaced; }
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
  function described(note) {
    return words.note + " " + note.number + ", " + note.element.querySelector(".note-kind").textContent;
  }

  // ---- From note to note ----

  const steps = make("span", { class: "note-steps" });
  function stepButton(text, label, step) {
    return button(text, { "aria-label": label, title: label }, () => { go(step); });
  }
  steps.append(stepButton("‹", words.previous, -1), stepButton("›", words.next, 1));
  // From the address: at the time this runs the browser may not have gone to its target yet.
  function target() {
    try {
      return byId.get((/^#note-(.*)/.exec(decodeURIComponent(location.hash)) || [])[1]);
    } catch { return undefined; }
  }
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
    say(
      words.note + " " + list[at].number + ", " + (at + 1) + " " + words.of + " " + list.length + ", "
        + list[at].element.querySelector(".note-kind").textContent
    );
  }
  let arrived = null;
  function arrive() {
    const note = target(), before = arrived;
    if (note && note === arrived) return;
    arrived = note;
    if (!note) { steps.remove(); refit([before]); return; }
    if (!seen(note)) { hidden.delete(note.kind); paint(); settle(); }
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

  // ---- Kinds shown and hidden ----

  let hidden = new Set();
  const boxes = new Map(), status = make("p", { class: "note-hidden" });
  status.append(document.createTextNode(""));
  try {
    hidden = new Set(JSON.parse(sessionStorage.getItem("sitegen-hidden")) || []);
  } catch { /* No storage: all are shown. */ }
  function remember() {
    try { sessionStorage.setItem("sitegen-hidden", JSON.stringify(Array.from(hidden))); } catch { return; }
  }
  function paint() {
    release();
    const begun = new Set();
    let gone = 0;
    notes.forEach((note) => {
      note.element.hidden = note.isPlaced && hidden.has(note.kind);
      if (note.element.hidden) gone += 1;
      if (note.ref) note.ref.hidden = note.element.hidden;
    });
    marks.forEach((mark) => {
      const here = onMark.get(mark).filter(seen), first = here.filter((note) => !begun.has(note));
      first.forEach((note) => { begun.add(note); });
      mark.classList.toggle("muted", !here.length);
      mark.classList.toggle("several", here.length > 1);
      if (here.length) mark.dataset.hue = here[0].element.dataset.hue;
      const numbers = first.map((note) => note.number).join(", ");
      if (first.length) mark.dataset.begins = (first.length > 1 ? words.begin : words.begins).replace("#", numbers);
      else delete mark.dataset.begins;
    });
    all(".note-index li").forEach((line) => {
      const note = byId.get(decodeURIComponent(line.querySelector("a").hash).replace(/^#note-/, ""));
      line.hidden = !!note && !seen(note);
    });
    boxes.forEach((box, kind) => { box.checked = !hidden.has(kind); });
    status.hidden = !gone;
    status.firstChild.data = gone + " " + (gone === 1 ? words.isHidden : words.areHidden) + " ";
    remember();
  }
  function switches() {
    const kinds = new Map();
    notes.filter((note) => note.isPlaced).forEach((note) => {
      if (!kinds.has(note.kind))
        kinds.set(
          note.kind,
          { count: 0, hue: note.element.dataset.hue, label: note.element.querySelector(".note-kind").textContent }
        );
      kinds.get(note.kind).count += 1;
    });
    if (kinds.size < 2) { hidden.clear(); return; }
    const set = make("fieldset");
    set.append(make("legend", {}, words.notes));
    Array.from(kinds).sort((a, b) => a[1].label < b[1].label ? -1 : 1).forEach((entry) => {
      const id = entry[0];
      const kind = entry[1];
      const label = make("label", { "data-hue": kind.hue });
      const box = make("input", { type: "checkbox" });
      boxes.set(id, box);
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(id); else hidden.add(id);
        paint();
        settle();
        say(kind.label + ": " + (box.checked ? words.shown : words.hidden));
      });
      label.append(box, make("span", {}, kind.label), " ", make("i", { class: "count" }, String(kind.count)));
      set.append(label);
    });
    tools.append(set);
  }
  function makeTools() {
    if (!tools || !notes.length) return;
    switches();
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
    status.append(button(words.showAll, {}, () => {
      hidden.clear();
      paint();
      settle();
      say(words.notes + ": " + words.shown);
      (tools.querySelector("input") || tools).focus();
    }));
    tools.after(status);
    tools.hidden = false;
  }

  // ---- Room in the margin ----

  // Each group of notes is as long as there is room for: five lines of each, three, two or one. It may reach a
  // little past the passage of the next group, never far from its own, and no text waits for it.
  const LEVELS = ["", "lines-3", "lines-2", "lines-1"], SLACK = 64;
  let size = "", measured = null;
  function settle() {
    const held = isHeld() && shown;
    release();
    layOut();
    if (held) show(held, document.activeElement, true);
  }
  function layOut() {
    record.style.minBlockSize = "";
    let groups = all(".apparatus", record);
    groups.forEach((group) => {
      group.classList.remove("lines-3", "lines-2", "lines-1");
      group.style.top = "";
    });
    groups = groups.filter((group) => group.offsetHeight);
    const isMargin = groups.length && getComputedStyle(groups[0]).position === "absolute";
    record.classList.toggle("settled", !!isMargin);
    measured = null;
    if (isMargin) { measure(groups); place(); }
    size = record.offsetWidth + " " + record.offsetHeight;
  }
  function measure(groups) {
    const box = record.getBoundingClientRect();
    measured = {
      groups, end: box.height,
      tops: groups.map((group) => group.parentElement.getBoundingClientRect().top - box.top + 5)
    };
    measured.heights = LEVELS.map((level) => {
      if (level) record.classList.add(level);
      const list = groups.map((group) => group.offsetHeight);
      if (level) record.classList.remove(level);
      return list;
    });
  }
  // Only these notes have been opened or closed.
  function refit(some) {
    if (!measured) return;
    some.forEach((note) => {
      const index = note ? measured.groups.indexOf(note.element.parentElement) : -1;
      if (index >= 0) LEVELS.forEach((name, level) => {
        setLevel(measured.groups[index], level);
        measured.heights[level][index] = measured.groups[index].offsetHeight;
      });
    });
    place();
    size = record.offsetWidth + " " + record.offsetHeight;
  }
  function setLevel(group, level) {
    LEVELS.forEach((name, number) => { if (name) group.classList.toggle(name, number === level); });
  }
  function place() {
    const { tops, heights } = measured;
    let bottom = 0;
    measured.groups.forEach((group, index) => {
      const top = Math.max(tops[index], bottom);
      const limit = (index + 1 < tops.length ? tops[index + 1] : measured.end) + SLACK;
      let level = heights.findIndex((list) => top + list[index] <= limit);
      if (level < 0) level = LEVELS.length - 1;
      setLevel(group, level);
      group.style.top = top + "px";
      bottom = top + heights[level][index];
    });
    // Where the last notes reach past the last words, what follows the record begins below them.
    record.style.minBlockSize = bottom > measured.end ? bottom + "px" : "";
  }

  makeTools();
  paint();
  settle();
  arrive();
  addEventListener("hashchange", arrive);
  record.addEventListener("toggle", (event) => {
    if (shown && inMargin(shown) && shown.element.contains(event.target)) fit(shown.element); else settle();
  }, true);
  new ResizeObserver((() => {
    if (record.offsetWidth + " " + record.offsetHeight !== size) settle();
  })).observe(record);
})();
