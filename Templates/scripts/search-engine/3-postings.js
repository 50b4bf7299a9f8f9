// Posting lists: in which documents a term occurs, how much that counts there, and which terms stand beside it.
// Sources/Search/PostingCodes.swift describes them.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/postings", "search-engine/index")) return;

  const EXACT = 64, CODES = 72, LONG = 7, LONG_IMPACT = 3, MOST_NEIGHBOURS = 255;
  const { unpacked, wrong, last, bitReader } = engine.files, { terms } = engine.index;

  /// Some 11 times the binary logarithm of (N + 1) / (n + 1/2): IndexFormat.weight.
  function weightOf(documents, total) {
    const ONE = 16777216;
    let ratio = Math.floor(((2 * total + 2) * ONE) / (2 * documents + 1)), log = 0;
    while (ratio >= 2 * ONE) { ratio = Math.floor(ratio / 2); log += 256; }
    for (let step = 128; step > 0; step >>= 1) {
      ratio = Math.floor((ratio * ratio) / ONE);
      if (ratio >= 2 * ONE) { ratio = Math.floor(ratio / 2); log += step; }
    }
    return Math.max(1, Math.min(255, Math.floor((log * 11) / 256)));
  }

  /// The code of a term as a neighbour; another than its own stands in the lowest bits of the number beside its list.
  const codeOf = (top, term, header = top.longCodes[term]) => top.exact.get(term) ?? EXACT + (header & 7);

  /// Of two neighbours the one of the lower rank has the pair: NeighbourRule.standing. Above 1 for long terms: half
  /// octaves of their documents.
  function rankOf(top, term) {
    const n = top.long[term], octave = 31 - Math.clz32(n);
    return n ? octave * 2 + (n >> (octave - 1)) : +top.exact.has(term);
  }

  const lists = new Map();
  /// The list of a term: {term, code, rank, weight, docs, scores, starts, codes}; starts is null if the neighbours of a
  /// long term were not asked for.
  async function list(top, term, isWhole) {
    const known = lists.get(term);
    if (known && (known.starts || !isWhole)) return known;
    const made = { term, rank: rankOf(top, term), code: codeOf(top, term), starts: null, codes: [] };
    if (top.long[term]) {
      const same = (bytes) => bytes;
      const [bytes, others] = await Promise.all([
        unpacked("p" + term, same), isWhole ? unpacked("q" + term, same) : null
      ]);
      unpackLong(top, made, top.long[term], bytes, others);
    } else {
      const n = last(top.firsts, term), shard = await terms(top, n), { header, at } = shard.lists[term - top.firsts[n]];
      made.code = codeOf(top, term, header);
      unpack(top, made, header >> 3, shard.bytes, at);
    }
    lists.set(term, made);
    return made;
  }

  function unpack(top, made, count, bytes, start) {
    const r = bitReader(top, Math.min(6, (32 - Math.clz32(count)) >> 1), bytes, start);
    made.weight = weightOf(count, top.documents);
    made.docs = new Int32Array(count);
    made.scores = new Int32Array(count);
    made.starts = new Int32Array(count + 1);
    for (let k = 0, d = -1; k < count; k++) {
      made.docs[k] = d += r.step();
      if (d >= top.documents) wrong();
      made.scores[k] = made.weight * (r.rest(made.codes) + 1);
      made.starts[k + 1] = made.codes.length;
    }
    if (r.isBeyond()) wrong();
  }

  /// A long term says where it occurs, or where it does not if that is less.
  function unpackLong(top, made, count, bytes, others) {
    const isInverted = count * 2 > top.documents, r = bitReader(top, LONG, bytes, 0);
    made.weight = weightOf(count, top.documents);
    made.docs = new Int32Array(count);
    made.scores = new Int32Array(count).fill(made.weight * (LONG_IMPACT + 1));
    let next = 0, at = 0;
    for (let k = isInverted ? top.documents - count : count, d = -1; k > 0; k--) {
      d += r.step();
      if (d >= top.documents) wrong();
      if (isInverted) while (next < d) made.docs[at++] = next++;
      else made.docs[at++] = d;
      next = d + 1;
    }
    if (isInverted) while (next < top.documents) made.docs[at++] = next++;
    if (r.isBeyond()) wrong();
    if (!others) return;
    const beside = bitReader(top, LONG, others, 0);
    made.starts = new Int32Array(count + 1);
    for (let k = 0; k < count; k++) {
      beside.rest(made.codes);
      made.starts[k + 1] = made.codes.length;
    }
    if (beside.isBeyond()) wrong();
  }

  /// The place of a document in a list, or -1. Documents are mostly asked for in ascending order, so the search
  /// begins where the last one ended.
  function placeIn(list, d) {
    const { docs } = list;
    let low = 0, high = docs.length, step = 1;
    const from = list.cursor || 0;
    if (from < high && docs[from] <= d) {
      low = from;
      while (low + step < high && docs[low + step] <= d) { low += step; step *= 2; }
      high = Math.min(high, low + step);
    }
    while (low < high) {
      const middle = (low + high) >> 1;
      if (docs[middle] < d) low = middle + 1;
      else high = middle;
    }
    list.cursor = low;
    return low < docs.length && docs[low] === d ? low : -1;
  }

  function hasNeighbour(list, at, code) {
    if (!list.starts) return false;
    const from = list.starts[at], to = list.starts[at + 1];
    if (to - from >= MOST_NEIGHBOURS) return true;
    for (let k = from; k < to; k++) if (list.codes[k] === code) return true;
    return false;
  }

  /// Whether the first of two terms has the pair where both are neighbours.
  const hasPair = (a, b) => (a.rank - b.rank || a.term - b.term) <= 0;

  /// Whether the index says that a document has the second of two terms at once behind the first. Pairs of long
  /// terms are passed over where the one that has the pair is in more than `most` documents.
  function follows(first, second, d, most) {
    const isFirst = hasPair(first, second);
    if (first.rank > 1 && second.rank > 1 && (isFirst ? first : second).docs.length > most) return false;
    const a = placeIn(first, d), b = a < 0 ? -1 : placeIn(second, d);
    if (b < 0) return false;
    return isFirst ? hasNeighbour(first, a, second.code) : hasNeighbour(second, b, CODES + first.code);
  }

  /// Whether the index says that a term of some codes stands at once behind (or before) another: terms whose own
  /// lists were not read.
  function besides(list, codes, isBehind, d) {
    const at = placeIn(list, d);
    return at >= 0 && codes.some((code) => hasNeighbour(list, at, (isBehind ? 0 : CODES) + code));
  }

  /// The same for ascending documents that all have the term: moves those to the front, and gives their number.
  function keepBeside(docs, list, others, isBehind) {
    const codes = others.map((code) => (isBehind ? 0 : CODES) + code), isWalked = docs.length * 16 > list.docs.length;
    let n = 0, at = 0;
    for (let k = 0; k < docs.length; k++) {
      if (isWalked) while (list.docs[at] < docs[k]) at++;
      else at = placeIn(list, docs[k]);
      for (const code of codes) if (hasNeighbour(list, at, code)) { docs[n++] = docs[k]; break; }
    }
    return n;
  }

  engine.postings = {
    list, placeIn, codeOf, rankOf, weightOf, follows, besides, hasPair, keepBeside,
  };
})((window.sitegenSearch = window.sitegenSearch || {}));
