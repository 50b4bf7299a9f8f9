"use strict";
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const { ROOT, makeWindow, plain } = require("./support.js");

const engine = makeWindow().load("scripts", "search-tokens").sitegenSearch;
const SIGNS = { word: "", single: "1:", pair: "2:" };
const written = (token) => SIGNS[token.kind] + token.form + "@" + token.position + (token.elided ? "~" : "");

test("texts are cut as the table of both tokenisers says", () => {
  const cases = JSON.parse(fs.readFileSync(path.join(ROOT, "Tests/SearchTests/Fixtures/tokens.json"), "utf8"));
  assert.ok(cases.length > 50);
  for (const { text, tokens } of cases) assert.deepStrictEqual(plain(engine.tokens(text)).map(written), tokens, text);
});

test("offsets lead back to the words as they are written", () => {
  const text = "Ein Straßenfest, 中文 und l’été";
  const words = plain(engine.tokens(text)).filter((token) => token.kind !== "pair");
  assert.deepStrictEqual(
    words.map((token) => text.slice(token.start, token.end)),
    ["Ein", "Straßenfest", "中", "文", "und", "l", "été"]);
});

test("a word goes no further than 32 letters", () => {
  assert.deepStrictEqual(plain(engine.tokens("a".repeat(40))).map((token) => token.form), ["a".repeat(32)]);
});

test("a mark within a Hebrew word is none that quotes", () => {
  assert.strictEqual(engine.withGershayim('צה"ל "arms"'), 'צה״ל "arms"');
});
