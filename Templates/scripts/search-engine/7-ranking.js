// The order of what was found. docs/search.md describes the steps; Sources/Search does the same in Swift.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/ranking", "search-engine/matching")) return;

  const RERANKED = 200, IN_ORDER = 30, REVERSED = 8;
  const { boost } = engine.index, { placeIn } = engine.postings, { isFollowed, holds } = engine.matching;

  function addScores(token, docs, out) {
    if (docs.length * 16 < token.docs.length) {
      for (let k = 0; k < docs.length; k++) {
        const at = placeIn(token, docs[k]);
        if (at >= 0) out[k] += token.scores[at];
      }
      return;
    }
    for (let k = 0, at = 0; k < docs.length; k++) {
      while (at < token.docs.length && token.docs[at] < docs[k]) at++;
      if (token.docs[at] === docs[k]) out[k] += token.scores[at];
    }
  }

  /// BM25 of all documents; titles, topics and speakers count a quarter more, notes and headings an eighth.
  function scoresOf(top, docs, wanted) {
    const sum = new Int32Array(docs.length);
    for (const group of wanted) {
      if (group.length === 1) {
        for (const token of group[0].tokens) addScores(token, docs, sum);
        continue;
      }
      const best = new Int32Array(docs.length);
      for (const slot of group) {
        const own = new Int32Array(docs.length);
        for (const token of slot.tokens) addScores(token, docs, own);
        for (let k = 0; k < docs.length; k++) if (own[k] > best[k] && holds(slot, docs[k])) best[k] = own[k];
      }
      for (let k = 0; k < docs.length; k++) sum[k] += best[k];
    }
    const weigh = (k) => { sum[k] = (sum[k] * boost(top, docs[k])) >> 3; };
    // Passages count as they are, and stand between all others.
    for (let k = 0; k < docs.length && docs[k] < top.firstPassage; k++) weigh(k);
    for (let k = docs.length - 1; k >= 0 && docs[k] >= top.firstEntry; k--) weigh(k);
    return sum;
  }

  const ROOM = 2 ** 31, HIGHEST = 2 ** 21;

  /// The places of the highest of some scores, highest first and equal ones in order.
  function highest(scores, number) {
    let most = 0;
    for (let k = 0; k < scores.length; k++) if (scores[k] > most) most = scores[k];
    const tally = new Int32Array(most + 1), out = [];
    for (let k = 0; k < scores.length; k++) tally[scores[k]]++;
    let least = tally.length - 1, above = 0;
    while (least > 0 && above + tally[least] < number) above += tally[least--];
    for (let k = 0, equal = number - above; k < scores.length; k++)
      if (scores[k] > least || (scores[k] === least && equal-- > 0)) out.push(k);
    return out.sort((a, b) => scores[b] - scores[a] || a - b);
  }

  /// Documents from the best on, as {d, score} when asked for: `at(n)`.
  function rank(top, table, docs, groups, sort) {
    const wanted = groups.filter((group) => !group[0].clause.isExcluded), scores = scoresOf(top, docs, wanted);
    if (sort === "date" || sort === "newest") {
      const key = (d) => {
        const s = table.source[d];
        return s < 0 || !table.days[s] ? Number.MAX_SAFE_INTEGER : sort === "newest" ? -s : s;
      };
      const hits = Array.from(
        docs, (d, k) => ({ d, score: scores[k], key: key(d) })
      ).sort((a, b) => a.key - b.key || a.d - b.d);
      return { length: hits.length, at: (n) => hits[n] };
    }
    const best = highest(scores, RERANKED).map((k) => ({ d: docs[k], score: scores[k] }));
    const words = wanted.filter((group) => group.length === 1 && !group[0].isPhrase).map((group) => group[0].tokens[0]);
    const most = top.documents / 4;
    for (const one of best)
      for (let k = 0; k + 1 < words.length; k++) {
        const [a, b] = [words[k], words[k + 1]];
        const bonus = isFollowed(a, b, one.d, most) ? IN_ORDER : isFollowed(b, a, one.d, most) ? REVERSED : 0;
        one.score += (bonus * (a.weight + b.weight)) >> 3;
      }
    best.sort((a, b) => b.score - a.score || a.d - b.d);
    // The others are sorted when they are asked for: one number for each, so that many are sorted fast.
    let keys = null;
    const others = (n) => {
      if (!keys) keys = Float64Array.from(docs, (d, k) => (HIGHEST - scores[k]) * ROOM + d).sort();
      return { d: keys[n] % ROOM, score: HIGHEST - Math.floor(keys[n] / ROOM) };
    };
    return { length: docs.length, at: (n) => best[n] || others(n) };
  }

  engine.ranking = { scoresOf, highest, rank };
})((window.sitegenSearch = window.sitegenSearch || {}));
