"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { makeWindow } = require("./support.js");

const NAMES = ["search-tokens", "search-engine"];

/// A window with a page that has read the records, as site.js would.
async function makeSearch(names, order) {
  const window = makeWindow(null, order);
  window.load("scripts");
  window.context.sitegenScripts.begin("site");
  window.load(...names);
  const isReady = () => !!(window.context.sitegenSearch && window.context.sitegenSearch.search);
  const before = isReady();
  await window.finish();
  return { before, after: isReady(), said: window.said };
}

test("scripts in the order in which they need each other run at once", async () => {
  assert.deepStrictEqual(await makeSearch(NAMES), { before: true, after: true, said: [] });
});

test("in another order they run when what they need has run", async () => {
  assert.deepStrictEqual(await makeSearch(NAMES.slice().reverse()), { before: false, after: true, said: [] });
});

test("the order of the parts of a script does not matter", async () => {
  const reversed = (parts) => parts.slice().reverse();
  assert.deepStrictEqual(await makeSearch(NAMES, reversed), { before: false, after: true, said: [] });
});

test("a script that is missing is named once, with what to add", async () => {
  const { after, said } = await makeSearch(["search-engine"]);
  assert.strictEqual(after, false);
  assert.deepStrictEqual(said, [
    "assets/search-engine.js needs assets/search-tokens.js, which this page does not load. "
      + 'Add <script src="{{root}}assets/search-tokens.js" defer></script> to page.mustache.',
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
