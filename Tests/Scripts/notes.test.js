"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { makeWindow, plain } = require("./support.js");

/// The parts of notes.js that need no page: the others count as run.
function makeNotes() {
  const { context, load } = makeWindow(), record = { contains: () => true };
  context.sitegen = {
    all: () => [], make: () => ({ append() {} }), say() {},
    notes: { record, words: {}, notes: [], byId: new Map(), marks: [], onMark: new Map(), seen: () => true },
  };
  Object.assign(context.document, { createTextNode: () => ({}) });
  context.sessionStorage = { getItem: () => null };
  load("scripts");
  for (const part of ["model", "reading"]) context.sitegenScripts.begin("notes/" + part);
  load("notes");
  return context.sitegen.notes;
}
const { margin, kinds } = makeNotes();

test("groups with room stand beside their passages in full length", () => {
  assert.deepStrictEqual(plain(margin.arranged([0, 200], [[100, 90], [60, 60], [40, 40], [20, 20]], 400)), {
    places: [{ top: 0, level: 0 }, { top: 200, level: 0 }], bottom: 290,
  });
});

test("a group that would reach far past the next passage is cut to fewer lines", () => {
  const { places } = margin.arranged([0, 50], [[300, 20], [150, 20], [110, 20], [40, 20]], 400);
  assert.deepStrictEqual(plain(places), [{ top: 0, level: 2 }, { top: 110, level: 0 }]);
});

test("a group stands below the one before, never over it", () => {
  const heights = [[80, 80, 80], [80, 80, 80], [80, 80, 80], [80, 80, 80]];
  const { places, bottom } = margin.arranged([0, 10, 20], heights, 100);
  assert.deepStrictEqual(plain(places.map((place) => place.top)), [0, 80, 160]);
  assert.strictEqual(bottom, 240);
});

test("where nothing fits the fewest lines are shown", () => {
  assert.strictEqual(margin.arranged([0], [[900], [800], [700], [600]], 100).places[0].level, 3);
});

test("a note begins at the first of its marks", () => {
  const [a, b, c] = [{ id: "a" }, { id: "b" }, { id: "c" }];
  assert.deepStrictEqual(plain(kinds.beginnings([[a], [a, b], [], [b, c, a]])), [[a], [b], [], [c]]);
});
