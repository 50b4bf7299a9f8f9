"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { buildSite, makeEngine, passagesOf } = require("./support.js");

const folder = buildSite("features"), engine = makeEngine(folder), passages = passagesOf(folder);
const formsOf = (text) => engine.tokens(text).filter((token) => token.kind === "word").map((token) => token.form);

/// The ids of the passages that hold a word, by the index.
async function idsOf(word) {
  const top = await engine.index.openTop(), terms = await engine.index.lookUp(top, engine.files.bytewise(word));
  const found = new Set();
  for (const term of terms)
    for (const d of (await engine.postings.list(top, term, true)).docs) {
      if (d < top.firstPassage || d >= top.firstEntry) continue;
      const { id, at } = await engine.index.place(top, d);
      found.add(passages.filter((one) => one.source === id)[at].url);
    }
  return [...found].sort();
}

test("the columns of numbers are read", () => {
  const column = engine.files.column("AgBDE");
  assert.deepStrictEqual([column.next(), column.next(), column.signed(), column.more()], [0, 32, -2, true]);
});

test("a row of numbers is read byte by byte", () => {
  const reader = engine.files.reader(Uint8Array.from([5, 0x80 | 1, 1]));
  assert.deepStrictEqual([reader.next(), reader.next(), reader.more()], [5, 129, false]);
  assert.throws(() => engine.files.reader(Uint8Array.from([0x80])).next(), /damaged/);
});

test("sorted forms share their beginnings", () => {
  const reader = engine.files.reader(Uint8Array.from([0, 3, 99, 97, 116, 2, 1, 114]));
  const cat = reader.form("");
  assert.deepStrictEqual([cat, reader.form(cat)], ["cat", "car"]);
});

test("the last of a sorted list not above a value", () => {
  assert.deepStrictEqual([0, 1, 2, 9].map((value) => engine.files.last([1, 3, 5], value)), [-1, 0, 0, 2]);
});

test("the top of the index counts what there is", async () => {
  const top = await engine.index.openTop();
  assert.strictEqual(top.sources, 2);
  assert.strictEqual(top.firstEntry - top.firstPassage, passages.length);
});

test("every word of every passage leads to the passage", async () => {
  const forms = new Set(passages.flatMap((one) => formsOf(one.text)));
  assert.ok(forms.size > 50);
  for (const form of forms) {
    const found = await idsOf(form);
    for (const one of passages)
      if (formsOf(one.text).includes(form)) assert.ok(found.includes(one.url), form + " in " + one.url);
  }
});

test("a word that is nowhere has no terms", async () => {
  assert.deepStrictEqual(await idsOf("zebra"), []);
});

test("forms with one beginning are found", async () => {
  const top = await engine.index.openTop();
  const { terms, isPartial } = await engine.index.withPrefix(top, engine.files.bytewise("cab"), 100);
  assert.ok(terms.length > 0 && !isPartial);
  assert.strictEqual((await engine.index.withPrefix(top, engine.files.bytewise("c"), 1)).isPartial, true);
});

test("an index of another version says so", async () => {
  const other = makeEngine(folder);
  other.shard("index", "0".repeat(16), { version: 3, name: "x" });
  await assert.rejects(other.search("cables"), (error) => error.forReader && /version 3/.test(error.message));
});

test("files of two builds are not read together", async () => {
  const other = makeEngine(folder);
  await other.index.openTop();
  const loading = other.files.load("facets");
  other.shard("facets", "0".repeat(16), {});
  await assert.rejects(loading, (error) => error.forReader && /changed/.test(error.message));
});

test("a missing file is named", async () => {
  await assert.rejects(makeEngine(folder).files.load("p99"), (error) => error.forReader && /search\/p99\.js/.test(error.message));
});
