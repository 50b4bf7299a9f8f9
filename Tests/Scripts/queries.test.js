"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { makeWindow } = require("./support.js");

const engine = makeWindow().load("scripts", "search-tokens").sitegenSearch;

/// The groups and filters of a query as the tests of the reader in Swift write them.
function described(text) {
  const { groups, filters } = engine.parse(text);
  const clause = (one) => (one.isExcluded ? "-" : "") + one.kind + " "
    + one.tokens.map((token) => token.form + "+" + token.offset).join(" ");
  return [
    ...groups.map((group) => group.map(clause).join(" | ")),
    ...filters.map((one) => (one.isExcluded ? "-" : "") + (one.facet || "date") + "=" + one.value),
  ];
}

const CASES = [
  ["Arms Control", ["word arms+0", "word control+0"]],
  ['"arms control" -nuclear', ["phrase arms+0 control+1", "-word nuclear+0"]],
  ['negot* -"new start', ["prefix negot+0", "-phrase new+0 start+1"]],
  ["“one word” \"one\"", ["phrase one+0 word+1", "phrase one+0"]],
  ["U.S. so-called", ["phrase u+0 s+1", "phrase so+0 called+1"]],
  ["l’école don't", ["word ecole+0", "word dont+0"]],
  ["中 中文 中文字", ["word 中+0", "word 中文+0", "phrase 中文+0 文字+1"]],
  ["speaker:vladimir-putin syria", ["word syria+0", "speaker=vladimir-putin"]],
  ['topic:"New START" kind:note', ["topic=New START", "kind=note"]],
  ["place:x speaker:", ["phrase place+0 x+1", "word speaker+0"]],
  ['- * -- "" …', []],
  ['a1 OR b1 OR "c d" e1', ["word a1+0 | word b1+0 | phrase c+0 d+1", "word e1+0"]],
  ["OR a1 or b1 OR -c1 OR", ["word a1+0", "word or+0", "word b1+0", "-word c1+0"]],
  ["date:1961..1963 in:notes -speaker:x", ["date=1961..1963", "in=notes", "-speaker=x"]],
];
for (const [text, expected] of CASES)
  test("query " + text, () => assert.deepStrictEqual(Array.from(described(text)), expected));

test("a query is open while its last word is typed", () => {
  assert.strictEqual(engine.parse("arms contr").isOpen, true);
  assert.strictEqual(engine.parse("arms contr ").isOpen, false);
  assert.strictEqual(engine.parse('arms "control"').isOpen, false);
});
