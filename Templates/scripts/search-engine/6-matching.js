// Which documents a query may mean, as far as the index tells: all words occur, and those of phrases are neighbours.
// Sources/Search/Slot.swift does the same.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/matching", "search-engine/postings", "search-engine/words")) return;

  const { slots, isPair } = engine.words, { placeIn, follows, besides, hasPair, keepBeside } = engine.postings;

  function isFollowed(a, b, d, most) {
    if (a.skipped) return !!b.skipped || b.lists.some((list) => besides(list, a.skipped, false, d));
    if (b.skipped) return a.lists.some((list) => besides(list, b.skipped, true, d));
    return a.lists.some((first) => b.lists.some((second) => follows(first, second, d, most)));
  }

  const ascending = (set) => Int32Array.from(set).sort();

  /// Whether the index allows a document: all tokens occur, and as far as neighbours tell they follow each other.
  function holds(slot, d) {
    if (!slot.tokens.every((token) => token.skipped || placeIn(token, d) >= 0)) return false;
    for (let k = 1; k < slot.tokens.length; k++)
      if (isPair(slot.clause, k) && !isFollowed(slot.tokens[k - 1], slot.tokens[k], d, Infinity)) return false;
    return true;
  }

  function common(a, b) {
    if (b.length < a.length) [a, b] = [b, a];
    const out = new Int32Array(a.length);
    let n = 0;
    // A long list is not walked for a short one.
    if (a.length * 16 < b.length) {
      const list = { docs: b };
      for (const d of a) if (placeIn(list, d) >= 0) out[n++] = d;
    } else {
      for (let i = 0, j = 0; i < a.length && j < b.length;) {
        if (a[i] === b[j]) out[n++] = a[i];
        if (a[i] <= b[j]) i++;
        else j++;
      }
    }
    return out.subarray(0, n);
  }

  /// Moves what passes to the front, and gives its number.
  function keep(docs, passes) {
    let n = 0;
    for (const d of docs) if (passes(d)) docs[n++] = d;
    return n;
  }

  /// `isFollowed` for ascending documents that all hold the terms of two tokens of one term each.
  function keepFollowed(docs, a, b) {
    const [first, second] = [a.lists[0], b.lists[0]];
    if (b.skipped) return keepBeside(docs, first, b.skipped, true);
    if (a.skipped) return keepBeside(docs, second, a.skipped, false);
    return hasPair(first, second)
      ? keepBeside(docs, first, [second.code], true)
      : keepBeside(docs, second, [first.code], false);
  }

  /// Of ascending documents those that the index allows: `holds` for many.
  function candidates(slot) {
    if (slot.tokens.length === 1) return slot.tokens[0].docs;
    let docs = slot.tokens.filter((token) => !token.skipped)
      .map((token) => token.docs)
      .sort((a, b) => a.length - b.length)
      .reduce(common)
      .slice();
    for (let k = 1; k < slot.tokens.length; k++) {
      const [a, b] = [slot.tokens[k - 1], slot.tokens[k]];
      if (!docs.length || !isPair(slot.clause, k)) continue;
      const isPlain = a.lists.length < 2 && b.lists.length < 2;
      docs = docs.subarray(0, isPlain ? keepFollowed(docs, a, b) : keep(docs, (d) => isFollowed(a, b, d, Infinity)));
    }
    return docs;
  }

  function match(top, groups) {
    const wanted = groups.filter((group) => !group[0].clause.isExcluded)
      .map((group) =>
        (group.length === 1
          ? candidates(group[0])
          : ascending(new Set(group.flatMap((slot) => [...candidates(slot)])))))
      .sort((a, b) => a.length - b.length);
    let docs = wanted.length ? wanted.reduce(common) : Int32Array.from({ length: top.documents }, (_, d) => d);
    for (const [slot] of groups)
      if (slot.clause.isExcluded && !slot.isPhrase) docs = docs.filter((d) => !holds(slot, d));
    return docs;
  }

  /// What the words of a query are found with: {groups, docs, said}. Where nothing has all of them, words that were
  /// replaced are replaced by others, one at a time, until something has.
  async function resolved(top, query, repairs) {
    const attempt = async (choice) => {
      const said = { isPartial: false, unknown: [], repaired: [] }, groups = await slots(top, query, choice, said);
      return { groups, docs: match(top, groups), said };
    };
    const first = await attempt(repairs ? new Map() : null);
    if (first.docs.length) return first;
    for (const { from, choices } of first.said.repaired)
      for (let n = 1; n < choices; n++) {
        const next = await attempt(new Map([[from, n]]));
        if (next.docs.length) return next;
      }
    return first;
  }

  engine.matching = { isFollowed, holds, common, match, resolved };
})((window.sitegenSearch = window.sitegenSearch || {}));
