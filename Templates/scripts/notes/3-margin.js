// Room for the notes in the margin.
(function () {
  "use strict";
  if (!window.sitegenScripts.begin("notes/margin", "notes/model")) return;
  const site = window.sitegen;
  if (!site.notes) return;
  const { all } = site, { record } = site.notes;

  // Each group of notes is as long as there is room for: five lines of each, three, two or one. It may reach a
  // little past the passage of the next group, never far from its own, and no text waits for it.
  const LEVELS = ["", "lines-3", "lines-2", "lines-1"], SLACK = 64;
  let size = "", measured = null;
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
  /// Where groups stand, [{top, level}], and where the last one ends, from the places they would have (`tops`), their
  /// heights at each level and the end of the record.
  function arranged(tops, heights, end) {
    let bottom = 0;
    const places = tops.map((wanted, index) => {
      const top = Math.max(wanted, bottom), limit = (index + 1 < tops.length ? tops[index + 1] : end) + SLACK;
      const fitting = heights.findIndex((list) => top + list[index] <= limit);
      const level = fitting < 0 ? heights.length - 1 : fitting;
      bottom = top + heights[level][index];
      return { top, level };
    });
    return { places, bottom };
  }
  function place() {
    const { places, bottom } = arranged(measured.tops, measured.heights, measured.end);
    places.forEach(({ top, level }, index) => {
      setLevel(measured.groups[index], level);
      measured.groups[index].style.top = top + "px";
    });
    // Where the last notes reach past the last words, what follows the record begins below them.
    record.style.minBlockSize = bottom > measured.end ? bottom + "px" : "";
  }
  function isResized() { return record.offsetWidth + " " + record.offsetHeight !== size; }
  function inMargin(note) { return record.classList.contains("settled") && note.isPlaced; }

  site.notes.margin = { arranged, layOut, refit, isResized, inMargin };
})();
