// Answers queries from the index: matches, ranks, counts and cuts excerpts. The order of the steps is described in
// docs/search.md; Sources/Search holds the same in Swift, and both give the same hits in the same order. Nothing
// here touches the page.
(function (engine) {
  "use strict";

  const STEP = 20, RERANKED = 200, MOST_PAGES = 10, WAVES = 6, EXCERPT = 40, BEFORE = 8;
  const { FACETS, tokens, parse } = engine, { slots, filters, count } = engine.words;
  const { HITS, open, openTop, placeIn, follows, entry, source, name } = engine.index;

  // ---- Matching: see Sources/Search/Slot.swift

  const isFollowed = (top, a, b, d) => a.lists.some((first) => b.lists.some((second) => follows(top, first, second, d)));
  const ascending = (set) => Int32Array.from(set).sort();

  /// Whether the index allows a document: all tokens occur, and as far as neighbours tell they follow each other.
  function holds(top, slot, d) {
    if (!slot.tokens.every((token) => placeIn(token, d) >= 0)) return false;
    for (let k = 1; k < slot.tokens.length; k++) {
      const before = slot.clause.tokens[k - 1], own = slot.clause.tokens[k];
      if (!before.isWord || !own.isWord || own.offset !== before.offset + 1) continue;
      if (!isFollowed(top, slot.tokens[k - 1], slot.tokens[k], d)) return false;
    }
    return true;
  }

  function candidates(top, slot) {
    const { docs } = slot.tokens.reduce((a, b) => (b.docs.length < a.docs.length ? b : a));
    return slot.tokens.length === 1 ? docs : docs.filter((d) => holds(top, slot, d));
  }

  function common(a, b) {
    // A long list is not walked for a short one.
    if (a.length * 16 < b.length) return Int32Array.from(a).filter((d) => placeIn({ docs: b }, d) >= 0);
    const out = new Int32Array(Math.min(a.length, b.length));
    let n = 0;
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
      if (a[i] === b[j]) out[n++] = a[i];
      if (a[i] <= b[j]) i++;
      else j++;
    }
    return out.subarray(0, n);
  }

  function match(top, groups) {
    const wanted = groups.filter((group) => !group[0].clause.isExcluded)
      .map((group) => (group.length === 1 ? candidates(top, group[0]) : ascending(new Set(group.flatMap((slot) => [...candidates(top, slot)])))))
      .sort((a, b) => a.length - b.length);
    let docs = wanted.length ? wanted.reduce(common) : Int32Array.from({ length: top.documents }, (_, d) => d);
    for (const [slot] of groups) if (slot.clause.isExcluded && !slot.isPhrase) docs = docs.filter((d) => !holds(top, slot, d));
    return docs;
  }

  const isDoubtful = (top, groups, d) => groups.some((group) => group.some((slot) => slot.isPhrase && holds(top, slot, d)));

  async function stands(top, table, groups, d) {
    const { find } = passage((await shown(top, table, d)).text);
    return groups.every((group) => group.some((slot) => (slot.isPhrase
      ? (find(slot.clause.sequence).length === 0) === slot.clause.isExcluded
      : slot.clause.isExcluded || holds(top, slot, d))));
  }

  // ---- Ranking

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

  /// BM25 of all documents; titles, topics and speakers count a quarter more, notes an eighth.
  function scoresOf(top, table, docs, wanted) {
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
        for (let k = 0; k < docs.length; k++) if (own[k] > best[k] && holds(top, slot, docs[k])) best[k] = own[k];
      }
      for (let k = 0; k < docs.length; k++) sum[k] += best[k];
    }
    for (let k = 0; k < docs.length; k++) {
      const hit = table.hit[docs[k]];
      if (hit) sum[k] = (sum[k] * (hit === 1 ? 9 : 10)) >> 3;
    }
    return sum;
  }

  const ROOM = 2 ** 31, HIGHEST = 2 ** 21;

  /// Documents from the best on, as {d, score} when asked for: `at(n)`.
  function rank(top, table, docs, groups, sort) {
    const wanted = groups.filter((group) => !group[0].clause.isExcluded), scores = scoresOf(top, table, docs, wanted);
    if (sort === "date" || sort === "newest") {
      const key = (d) => {
        const s = table.source[d];
        return s < 0 || !table.days[s] ? Number.MAX_SAFE_INTEGER : sort === "newest" ? -s : s;
      };
      const hits = Array.from(docs, (d, k) => ({ d, score: scores[k], key: key(d) })).sort((a, b) => a.key - b.key || a.d - b.d);
      return { length: hits.length, at: (n) => hits[n] };
    }
    // One number for each, so that many are sorted fast.
    const keys = new Float64Array(docs.length);
    for (let k = 0; k < docs.length; k++) keys[k] = (HIGHEST - scores[k]) * ROOM + docs[k];
    keys.sort();
    const hit = (key) => ({ d: key % ROOM, score: HIGHEST - Math.floor(key / ROOM) });
    const best = Array.from(keys.subarray(0, RERANKED), hit), words = wanted.filter((group) => group.length === 1 && !group[0].isPhrase).map((group) => group[0].tokens[0]);
    for (const one of best)
      for (let k = 0; k + 1 < words.length; k++) {
        const [a, b] = [words[k], words[k + 1]], bonus = isFollowed(top, a, b, one.d) ? 12 : isFollowed(top, b, a, one.d) ? 6 : 0;
        one.score += (bonus * (a.weight + b.weight)) >> 3;
      }
    best.sort((a, b) => b.score - a.score || a.d - b.d);
    return { length: keys.length, at: (n) => best[n] || hit(keys[n]) };
  }

  // ---- Answering

  /// What a query finds, and `take(n)`, which gives the best n hits with what is shown of them.
  async function answer(text, chosen, sort, repairs) {
    const query = parse(text), picked = chosen || {};
    const result = { total: 0, isEstimate: false, isPartial: false, unknown: [], repaired: [], strangeDates: [], facets: {}, onlyPassages: true, isDone: true, take: async () => [] };
    if (!query.groups.length && !query.filters.length && !FACETS.some((f) => (picked[f] || []).length)) {
      await openTop();
      return Object.assign(result, { isEmpty: true });
    }
    const [{ top, table }, groups] = await Promise.all([open(), openTop().then((top) => slots(top, query, repairs, result))]), admitting = await filters(top, table, query.filters, picked, result);
    const docs = match(top, groups), hasPhrase = groups.some((group) => group.some((slot) => slot.isPhrase));
    const doubtful = new Set(hasPhrase ? docs.filter((d) => isDoubtful(top, groups, d)) : []);
    const pages = new Set([...doubtful].map((d) => table.source[d]));
    result.isEstimate = pages.size > MOST_PAGES;
    const bad = new Set();
    let found = docs;
    if (!result.isEstimate && doubtful.size) {
      await Promise.all([...doubtful].map(async (d) => { if (!(await stands(top, table, groups, d))) bad.add(d); }));
      found = docs.filter((d) => !bad.has(d));
    }
    const narrowed = (filters) => (filters.length ? found.filter((d) => filters.every((f) => f.admits(d))) : found), inside = narrowed(admitting);
    // The index alone decides the order, whether phrases were looked at or not.
    const ranked = rank(top, table, admitting.length ? docs.filter((d) => admitting.every((f) => f.admits(d))) : docs, groups, sort);
    for (const facet of FACETS) {
      const others = admitting.filter((f) => f.facet !== facet || f.isExcluded);
      result.facets[facet] = count(table, facet, others.length === admitting.length ? inside : narrowed(others));
    }
    const isOpen = result.isEstimate, sure = [];
    let rest = 0;
    result.total = inside.length;
    result.onlyPassages = inside.every((d) => table.hit[d] === 0);
    result.take = async (n) => {
      // Phrases of many pages are verified as far as they are shown, in a few waves, so that no reader waits for
      // candidates of which hardly any holds the phrase: then fewer hits are given than were asked for.
      for (let waves = 0; sure.length < n && rest < ranked.length && (waves < WAVES || !sure.length); waves++) {
        const wave = [];
        for (const end = Math.min(ranked.length, rest + (waves ? STEP : n - sure.length)); rest < end; rest++) wave.push(ranked.at(rest));
        const good = await Promise.all(wave.map((hit) => (isOpen && doubtful.has(hit.d) ? stands(top, table, groups, hit.d) : !bad.has(hit.d))));
        sure.push(...wave.filter((_, k) => good[k]));
      }
      if (isOpen && rest >= ranked.length) {
        result.total = sure.length;
        result.isEstimate = false;
      }
      result.isDone = Math.min(n, sure.length) >= result.total || (sure.length <= n && rest >= ranked.length);
      return sure.slice(0, n);
    };
    result.show = (hit) => show(top, table, groups.flat(), hit);
    return result;
  }

  let latest = { key: "", answer: null };

  /// Answers a query.
  ///
  /// chosen: {speaker: [id …], topic: …}; a hit has one of the values of each facet that is named (FACETS). A year
  /// may be a range of days: {year: ["1961..1963-06"]}.
  /// options: {limit: 20, offset: 0, sort: "relevance" | "date" | "newest", repairs: true}; hits are given from
  /// `offset` on; with repairs false words that the archive does not have stay as they are.
  /// Gives {query, total, isEstimate, isEmpty, onlyPassages, isDone, hits, facets, messages}:
  /// - total: number of all hits; isEstimate: where not all candidates of a phrase were looked at ("about");
  ///   isEmpty: nothing was asked for; isDone: no hit stands behind those given;
  /// - hits: {kind: "passage" | "note" | "speaker" | "topic" | "source", score, source, passage, number, speaker, date,
  ///   section, title, sourceTitle, url, excerpt: [[text, isMarked] …]}, url from the top of the site;
  /// - facets: for each of FACETS [[number, hits] …], most first, counted as if nothing were chosen in that facet;
  ///   `labels(facet, numbers)` gives {id, label} for each number, `numbers(facet, ids)` the way back (-1: unknown);
  /// - messages: {kind: "repaired", words: [[from, to] …]} for words that were replaced, {kind: "unknown", words} for
  ///   words that nothing in the archive is like, {kind: "partial"} where a word* has more words than were searched
  ///   for, {kind: "date", words} for values of date: that are no dates.
  /// Throws an error with `forReader` and a message for people where the index cannot be read.
  async function search(text, chosen, options) {
    const { limit = STEP, offset = 0, sort = "relevance", repairs = true } = options || {}, key = JSON.stringify([text, chosen, sort, repairs]);
    if (latest.key !== key) latest = { key, answer: answer(text, chosen, sort, repairs) };
    const mine = latest;
    try {
      const found = await mine.answer, hits = (await found.take(offset + limit)).slice(offset), messages = [];
      const say = (kind, words) => { if (words.length) messages.push({ kind, words }); };
      say("repaired", found.repaired);
      say("unknown", found.unknown);
      say("date", found.strangeDates);
      if (found.isPartial) messages.push({ kind: "partial" });
      return {
        query: text, total: found.total, isEstimate: found.isEstimate, isEmpty: !!found.isEmpty, onlyPassages: found.onlyPassages,
        isDone: found.isDone, hits: await Promise.all(hits.map((hit) => found.show(hit))), facets: found.facets, messages,
      };
    } catch (error) {
      if (latest === mine) latest = { key: "", answer: null };
      throw error;
    }
  }

  // ---- Showing

  /// What stands at a document.
  async function shown(top, table, d) {
    const first = top.documents - top.entries, s = table.source[d], number = table.passage[d];
    if (d >= first) {
      const [own, from] = await Promise.all([entry(top, d - first), s < 0 ? null : name(top, s)]);
      return { text: own.text, title: own.title, sourceTitle: from ? from.title : "", date: from ? from.date : "", section: "", url: own.url };
    }
    const { url } = await source(top, s);
    if (!number) {
      const { title, date } = await name(top, s);
      return { text: title, title, sourceTitle: "", date, section: "", url };
    }
    const page = await engine.texts.page(url), found = page.passages.get("p" + number);
    if (!found) throw engine.index.fault(engine.faults.mixed);
    return { text: found.text, title: page.title, sourceTitle: "", date: page.date, section: found.section, url: url + "#p" + number };
  }

  async function show(top, table, slots, { d, score }) {
    const own = await shown(top, table, d), s = table.source[d], number = table.passage[d];
    const speaker = table.speaker[d] < 0 ? null : table.facets.speakers[table.speaker[d]];
    return {
      kind: HITS[table.hit[d]], score, number, source: s < 0 ? null : (await source(top, s)).id, passage: number ? "p" + number : null,
      speaker: speaker && speaker[1], date: own.date, section: own.section, title: own.title, sourceTitle: own.sourceTitle,
      url: own.url, excerpt: excerpt(own.text, slots),
    };
  }

  /// The words and singles of a text, and where a sequence of forms stands in them.
  function passage(text) {
    const all = tokens(text).filter((t) => t.kind !== "pair");
    const find = (sequence) => {
      const out = [];
      for (let s = 0; s + sequence.length <= all.length; s++) if (sequence.every((form, k) => all[s + k].form === form)) out.push(s);
      return sequence.length ? out : [];
    };
    return { all, find };
  }

  /// Some forty words around the hits, as [text, isMarked]; the rule stands in Sources/Search/Excerpt.swift.
  function excerpt(text, slots) {
    const { all, find } = passage(text), marks = new Array(all.length).fill(-1), out = [];
    slots.forEach((slot, n) => {
      if (slot.clause.isExcluded) return;
      const sequence = slot.clause.sequence;
      if (!sequence.length) all.forEach((t, k) => { if (marks[k] < 0 && slot.forms.has(t.form)) marks[k] = n; });
      for (const s of find(sequence)) for (let k = s; k < s + sequence.length; k++) if (marks[k] < 0) marks[k] = n;
    });
    let start = 0, best = 0;
    if (all.length > EXCERPT + 4)
      marks.forEach((mark, k) => {
        if (mark < 0) return;
        const from = k - BEFORE < 4 ? 0 : k - BEFORE, inside = marks.slice(from, from + EXCERPT).filter((m) => m >= 0);
        const value = new Set(inside).size * 16 + inside.length;
        if (value > best) { best = value; start = from; }
      });
    const end = start + EXCERPT + 4 >= all.length ? all.length : start + EXCERPT;
    let at = start ? all[start].start : 0;
    if (start) out.push(["… ", false]);
    const add = (from, to, isMarked) => { if (to > from) out.push([text.slice(from, to), isMarked]); };
    for (let k = start; k < end; k++) {
      if (marks[k] < 0) continue;
      let final = k;
      while (final + 1 < end && marks[final + 1] >= 0 && all[final + 1].start === all[final].end) final++;
      add(at, all[k].start, false);
      add(all[k].start, all[final].end, true);
      at = all[final].end;
      k = final;
    }
    add(at, end === all.length ? text.length : all[end - 1].end, false);
    if (end < all.length) out.push([" …", false]);
    return out;
  }

  Object.assign(engine, { search });
})((window.sitegenSearch = window.sitegenSearch || {}));
