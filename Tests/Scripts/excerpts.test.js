"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { makeWindow, plain } = require("./support.js");

const engine = makeWindow().load("scripts", "search-tokens", "search-engine").sitegenSearch;

/// The excerpt of a text for a query, with what was found in brackets.
function excerptOf(text, query) {
  const slots = engine.parse(query).groups.flat().map((clause) => (
    { clause, forms: new Set(clause.tokens.map((token) => token.form)) }));
  const parts = plain(engine.excerpts.excerpt(text, slots));
  return parts.map(([part, isFound]) => (isFound ? "[" + part + "]" : part)).join("");
}
const filler = (number) => Array.from({ length: number }, (_, k) => "w" + k).join(" ");

test("a short text is shown whole, with the words as they are written", () => {
  assert.strictEqual(excerptOf("The Café, and a cafe.", "cafe"), "The [Café], and a [cafe].");
});

test("of a long text forty words are shown, eight of them before what was found", () => {
  const text = filler(100) + " needle " + filler(100), shown = excerptOf(text, "needle");
  assert.ok(shown.startsWith("… w92 w93"), shown);
  assert.ok(shown.includes("w99 [needle] w0"));
  assert.ok(shown.endsWith(" …"));
  assert.strictEqual(shown.replace(/…/g, "").trim().split(" ").length, 40);
});

test("the part with the most different words of the query is chosen", () => {
  const shown = excerptOf("red red red " + filler(80) + " red blue " + filler(80), "red blue");
  assert.ok(shown.includes("[red] [blue]"), shown);
});

test("a phrase is marked only if its words stand side by side", () => {
  assert.strictEqual(excerptOf("new start, start new, new start", '"new start"'),
    "[new] [start], start new, [new] [start]");
});

test("what is excluded is not marked", () => {
  assert.strictEqual(excerptOf("red blue", "red -blue"), "[red] blue");
});

test("characters of a script without spaces are marked together", () => {
  assert.strictEqual(excerptOf("我看中文书", "中文"), "我看[中文]书");
});
