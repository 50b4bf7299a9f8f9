"use strict";
const assert = require("node:assert");
const test = require("node:test");
const { buildSite, makeEngine, passagesOf, plain } = require("./support.js");

const folder = buildSite("features"), engine = makeEngine(folder), passages = passagesOf(folder);

test("the highest scores come first, and equal ones in order", () => {
  assert.deepStrictEqual(plain(engine.ranking.highest(Int32Array.from([3, 9, 3, 0, 9]), 3)), [1, 4, 0]);
  assert.deepStrictEqual(plain(engine.ranking.highest(Int32Array.from([]), 3)), []);
});

test("a rarer term weighs more, and every term something", () => {
  const weights = [1, 10, 100, 1000].map((count) => engine.postings.weightOf(count, 1000));
  assert.deepStrictEqual(weights.slice().sort((a, b) => b - a), weights);
  assert.strictEqual(weights[3], 1);
});

test("documents that two lists share", () => {
  const { common } = engine.matching, list = (...docs) => Int32Array.from(docs);
  assert.deepStrictEqual(Array.from(common(list(1, 3, 5), list(2, 3, 5, 7))), [3, 5]);
  const long = Int32Array.from({ length: 100 }, (_, k) => k * 2);
  assert.deepStrictEqual(Array.from(common(long, list(3, 4, 90))), [4, 90]);
});

test("hits are sorted by score, and all hold the words", async () => {
  const found = await engine.search("cables", {}, {});
  assert.ok(found.total > 1);
  const scores = found.hits.map((hit) => hit.score);
  assert.ok(scores.every((score) => score > 0));
  for (const hit of found.hits.filter((one) => one.kind === "passage")) {
    assert.match(passages.find((one) => one.url === hit.url).text, /cable/i);
    assert.ok(hit.excerpt.some(([text, isFound]) => isFound && /cable/i.test(text)));
  }
});

test("of two passages the one with both words of the query side by side is first", async () => {
  const [first] = (await engine.search("raw markup", {}, {})).hits;
  assert.strictEqual(first.url, "sources/hearing.html#p1");
});

test("a phrase is looked for in the texts", async () => {
  const urls = async (query) => {
    const { hits } = await engine.search(query, { in: ["passages"] }, {});
    return plain(hits.map((hit) => hit.url));
  };
  assert.deepStrictEqual(await urls('"bridge was closed"'), ["sources/hearing.html#p2"]);
  assert.deepStrictEqual(await urls('"closed was bridge"'), []);
});

test("by date the earlier source is first, and the latest if that is asked for", async () => {
  const days = async (sort) => (await engine.search("", { in: ["titles"] }, { sort })).hits.map((hit) => hit.source);
  const early = await days("date");
  assert.strictEqual(early.length, 2);
  assert.deepStrictEqual((await days("newest")).reverse(), early);
});

test("a word with a wrong letter is replaced, and it is said", async () => {
  const found = await engine.search("brigde", {}, {});
  assert.deepStrictEqual(plain(found.messages), [{ kind: "repaired", words: [["brigde", "bridge"]] }]);
  assert.ok(found.total > 0);
  const kept = await engine.search("brigde", {}, { repairs: false });
  assert.deepStrictEqual(plain(kept.messages), [{ kind: "unknown", words: ["brigde"] }]);
});

test("facets count the hits of each value", async () => {
  const found = await engine.search("bridge", {}, {});
  const [label] = await engine.labels("source", [found.facets.source[0][0]]);
  const hits = await engine.search("bridge", { source: [label.id] }, {});
  assert.strictEqual(hits.total, found.facets.source[0][1]);
});
