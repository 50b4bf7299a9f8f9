"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { makeWindow } = require("./support.js");

const NAMES = ["search-tokens", "search-files", "search-index", "search-postings", "search-words", "search-matching"];

test("scripts in the order in which they need each other run at once", async () => {
  const { load, finish, said } = makeWindow();
  const { sitegenSearch } = load("scripts", ...NAMES);
  assert.ok(sitegenSearch.matching);
  await finish();
  assert.deepStrictEqual(said, []);
});

test("in any other order they run when what they need has run", async () => {
  const { load, finish, said } = makeWindow();
  const { sitegenSearch } = load("scripts", ...NAMES.slice().reverse());
  assert.strictEqual(sitegenSearch.matching, undefined);
  await finish();
  assert.ok(sitegenSearch.matching);
  assert.deepStrictEqual(said, []);
});

test("a script that is missing is named, with what to add, and only that one", async () => {
  const { load, finish, said } = makeWindow();
  load("scripts", ...NAMES.filter((name) => name !== "search-files"));
  await finish();
  assert.deepStrictEqual(said, [
    "assets/search-index.js needs assets/search-files.js, which this page does not load. "
      + 'Add <script src="{{root}}assets/search-files.js" defer></script> to page.mustache.',
  ]);
});

test("a script that comes late and lacks something says so at once", async () => {
  const { load, finish, said } = makeWindow();
  load("scripts");
  await finish();
  load("search-marks");
  assert.match(said[0], /search-marks\.js needs assets\/search-tokens\.js/);
});

test("the top of the site is found from the address of scripts.js", () => {
  assert.strictEqual(makeWindow().load("scripts").sitegenScripts.root, "");
});
