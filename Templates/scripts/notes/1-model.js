// The notes of a source: what each stands on. What makes them easier to read follows; without it signs lead to notes
// and notes lead back.
(function () {
  "use strict";
  if (!window.sitegenScripts.begin("notes/model", "site")) return;
  const site = window.sitegen, record = document.querySelector(".record");
  if (!record) return;
  const { all } = site;
  const words = Object.assign({
    notes: "Notes", note: "Note", of: "of", previous: "Previous note", next: "Next note",
    first: "This is the first note.", last: "This is the last note.",
    none: "No notes are shown.", hidden: "hidden", shown: "shown", showAll: "Show all",
    isHidden: "note is hidden", areHidden: "notes are hidden", begins: "Note # begins", begin: "Notes # begin",
    keys: "Keys n and p", keysHint: "Press n for the next note and p for the previous note"
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
  // From the address: at the time this runs the browser may not have gone to its target yet.
  function target() {
    try {
      return byId.get((/^#note-(.*)/.exec(decodeURIComponent(location.hash)) || [])[1]);
    } catch { return undefined; }
  }
  function kindOf(note) { return note.element.querySelector(".note-kind").textContent; }
  function described(note) { return words.note + " " + note.number + ", " + kindOf(note); }

  site.notes = { record, words, notes, byId, marks, onMark, seen, noteAt, target, kindOf, described };
})();
