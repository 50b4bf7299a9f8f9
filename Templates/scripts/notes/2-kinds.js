// Kinds of notes, shown and hidden.
(function () {
  "use strict";
  if (!window.sitegenScripts.begin("notes/kinds", "notes/model")) return;
  const site = window.sitegen;
  if (!site.notes) return;
  const { all, make, say } = site, { words, notes, byId, marks, onMark, seen, kindOf } = site.notes;

  /// Of lists of notes, in order of the page, those notes of each that are in none before it.
  function beginnings(lists) {
    const begun = new Set();
    return lists.map((list) => {
      const first = list.filter((note) => !begun.has(note));
      first.forEach((note) => begun.add(note));
      return first;
    });
  }

  let hidden = new Set();
  const boxes = new Map(), status = make("p", { class: "note-hidden" });
  status.append(document.createTextNode(""));
  try {
    hidden = new Set(JSON.parse(sessionStorage.getItem("sitegen-hidden")) || []);
  } catch { /* No storage: all are shown. */ }
  function remember() {
    try { sessionStorage.setItem("sitegen-hidden", JSON.stringify(Array.from(hidden))); } catch { return; }
  }
  /// Shows and hides the notes, their signs and marks, and the lines of the list of notes.
  function paint() {
    notes.forEach((note) => {
      note.element.hidden = note.isPlaced && hidden.has(note.kind);
      if (note.ref) note.ref.hidden = note.element.hidden;
    });
    const gone = notes.filter((note) => note.element.hidden).length;
    const here = marks.map((mark) => onMark.get(mark).filter(seen)), begun = beginnings(here);
    marks.forEach((mark, n) => {
      mark.classList.toggle("muted", !here[n].length);
      mark.classList.toggle("several", here[n].length > 1);
      if (here[n].length) mark.dataset.hue = here[n][0].element.dataset.hue;
      const numbers = begun[n].map((note) => note.number).join(", ");
      if (numbers) mark.dataset.begins = (begun[n].length > 1 ? words.begin : words.begins).replace("#", numbers);
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
  /// Boxes for the kinds of notes that there are, put into `tools`; `changed` is called when one is ticked or cleared.
  function makeSwitches(tools, changed) {
    const kinds = new Map();
    notes.filter((note) => note.isPlaced).forEach((note) => {
      if (!kinds.has(note.kind)) kinds.set(note.kind, { count: 0, hue: note.element.dataset.hue, label: kindOf(note) });
      kinds.get(note.kind).count += 1;
    });
    if (kinds.size < 2) { hidden.clear(); return; }
    const set = make("fieldset");
    set.append(make("legend", {}, words.notes));
    Array.from(kinds).sort((a, b) => (a[1].label < b[1].label ? -1 : 1)).forEach(([id, kind]) => {
      const label = make("label", { "data-hue": kind.hue }), box = make("input", { type: "checkbox" });
      boxes.set(id, box);
      box.addEventListener("change", () => {
        if (box.checked) hidden.delete(id); else hidden.add(id);
        changed();
        say(kind.label + ": " + (box.checked ? words.shown : words.hidden));
      });
      label.append(box, make("span", {}, kind.label), " ", make("i", { class: "count" }, String(kind.count)));
      set.append(label);
    });
    tools.append(set);
  }

  site.notes.kinds = {
    beginnings, paint, makeSwitches, status,
    reveal: (kind) => { hidden.delete(kind); }, revealAll: () => { hidden.clear(); },
  };
})();
