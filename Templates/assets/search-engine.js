// Answers queries from the index. The order of the steps is described in docs/search.md; Sources/Search holds the
// same in Swift, and both give the same hits in the same order. Nothing here touches the page.
(function (engine) {
  "use strict";

  const HITS = ["passage", "note", "speaker", "topic", "source"];
  const STEP = 20, RERANKED = 100, MOST_PREFIX = 100, MOST_TEXTS = 32, EXCERPT = 40, BEFORE = 8;
  const { FACETS, tokens, parse } = engine;
  const { last, open, values, words, postings, textShard, content, source, load, bytewise, text8 } = engine.index;

  // ---- Answering: see Sources/Search/IndexReader.swift

  async function prefixTerms(top, form) {
    const found = new Set();
    for (let n = Math.max(0, last(top.words, form)); n < top.words.length; n++)
      for (const word of await words(n)) {
        if (word.form < form) continue;
        if (!word.form.startsWith(form)) return { terms: [...found], isPartial: false };
        for (const term of word.terms) {
          if (!found.has(term) && found.size === MOST_PREFIX) return { terms: [...found], isPartial: true };
          found.add(term);
        }
      }
    return { terms: [...found], isPartial: false };
  }

  async function matches(top, terms) {
    const lists = await Promise.all(terms.map((term) => postings(top, term)));
    const out = { docs: [], scores: [], positions: [], weight: 0 }, found = [];
    let known = true;
    for (const { weight, first, second } of lists) {
      out.weight = Math.max(out.weight, weight);
      if (!second.more()) known = false;
      let d = 0;
      while (first.more()) {
        const value = first.next(), places = [];
        d += value >>> 3;
        for (let at = 0, more = known; more;) {
          const gap = second.next();
          places.push((at += gap >>> 1));
          more = gap & 1;
        }
        found.push([d++, weight * ((value & 7) + 1), places]);
      }
    }
    if (terms.length > 1) found.sort((a, b) => a[0] - b[0]);
    for (const [d, score, places] of found) {
      const at = out.docs.length - 1;
      if (at >= 0 && out.docs[at] === d) {
        out.scores[at] = Math.max(out.scores[at], score);
        if (known) out.positions[at] = out.positions[at].concat(places).sort((a, b) => a - b);
      } else {
        out.docs.push(d);
        out.scores.push(score);
        if (known) out.positions.push(places);
      }
    }
    if (!known) out.positions = null;
    return out;
  }

  const placeOf = (token, d) => {
    const at = last(token.docs, d);
    return at >= 0 && token.docs[at] === d ? at : -1;
  };

  async function resolve(top, clause, result) {
    const slot = { clause, tokens: [], forms: new Set() };
    for (const token of clause.tokens) {
      const form = bytewise(token.form), home = top.words.length ? await words(Math.max(0, last(top.words, form))) : [];
      const mayBePrefix = !clause.sequence.length && [...token.form].length >= 2;
      let terms = [];
      if (clause.kind !== "prefix" || !mayBePrefix) terms = (home.find((w) => w.form === form) || { terms: [] }).terms;
      if (!terms.length && mayBePrefix && (clause.kind === "prefix" || !clause.isExcluded)) {
        const found = await prefixTerms(top, form);
        terms = found.terms;
        result.isPartial = result.isPartial || found.isPartial;
      }
      if (!terms.length && !clause.isExcluded) result.unknown.push(token.form);
      if (!clause.sequence.length) for (const w of home) if (w.terms.some((t) => terms.includes(t))) slot.forms.add(text8(w.form));
      slot.tokens.push(await matches(top, terms));
    }
    return slot;
  }

  function holds(slot, d) {
    let starts = null;
    for (let i = 0; i < slot.tokens.length; i++) {
      const token = slot.tokens[i], at = placeOf(token, d);
      if (at < 0) return false;
      if (!token.positions || slot.tokens.length === 1) continue;
      const shifted = token.positions[at].map((p) => p - slot.clause.tokens[i].offset);
      if (starts) {
        const set = new Set(shifted);
        starts = starts.filter((p) => set.has(p));
      } else starts = shifted;
    }
    return !starts || starts.length > 0;
  }

  function match(top, slots) {
    const rarest = (slot) => slot.tokens.reduce((a, b) => (b.docs.length < a.docs.length ? b : a)).docs;
    const wanted = slots.filter((s) => !s.clause.isExcluded).sort((a, b) => rarest(a).length - rarest(b).length);
    let docs = wanted.length ? rarest(wanted[0]) : Array.from({ length: top.documents }, (_, d) => d);
    for (const slot of wanted) docs = docs.filter((d) => holds(slot, d));
    for (const slot of slots) if (slot.clause.isExcluded && slot.clause.kind !== "phrase") docs = docs.filter((d) => !holds(slot, d));
    return docs;
  }

  function bonus(a, b) {
    let best = Infinity, i = 0, j = 0;
    while (i < a.length && j < b.length) {
      const distance = b[j] - a[i];
      if (distance === 1) return 12;
      if (distance) best = Math.min(best, Math.abs(distance));
      if (distance <= 0) j++;
      else i++;
    }
    return best <= 2 ? 8 : best <= 4 ? 4 : best <= 8 ? 2 : best <= 16 ? 1 : 0;
  }

  function rank(docs, slots) {
    const used = [].concat(...slots.filter((s) => !s.clause.isExcluded).map((s) => s.tokens));
    const ranked = docs.map((d) => {
      let score = 0;
      for (const token of used) {
        const at = placeOf(token, d);
        if (at >= 0) score += token.scores[at];
      }
      return { d, score };
    });
    const order = (a, b) => b.score - a.score || a.d - b.d;
    ranked.sort(order);
    const best = ranked.splice(0, RERANKED);
    for (const hit of best)
      for (let k = 0; k + 1 < used.length; k++) {
        const [a, b] = [used[k], used[k + 1]], i = placeOf(a, hit.d), j = placeOf(b, hit.d);
        if (i >= 0 && j >= 0 && a.positions && b.positions) hit.score += (bonus(a.positions[i], b.positions[j]) * (a.weight + b.weight)) >> 3;
      }
    return best.sort(order).concat(ranked);
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

  async function stands(top, slots, d) {
    const exact = slots.filter((s) => s.clause.kind === "phrase");
    if (exact.every((s) => s.clause.isExcluded && !holds(s, d))) return true;
    const { find } = passage((await content(top, d)).text);
    return exact.every((s) => (find(s.clause.sequence).length === 0) === s.clause.isExcluded);
  }

  async function resolveFilters(top, table, typed, chosen) {
    const out = [];
    for (const facet of FACETS) {
      const ids = chosen[facet] || [], named = typed.filter((f) => f.facet === facet).map((f) => f.value);
      if (!ids.length && !named.length) continue;
      let list = table.facets[facet + "s"];
      if (facet === "source") list = await Promise.all(Array.from({ length: top.sources }, async (_, n) => { const s = await source(top, n); return [s.id, s.title]; }));
      const means = (value, [id, label]) => {
        if (value === id) return true;
        const has = new Set(tokens(label).map((t) => t.form)), wanted = tokens(value);
        return wanted.length > 0 && wanted.every((t) => has.has(t.form));
      };
      const set = new Set();
      list.forEach((pair, n) => { if (ids.includes(pair[0]) || named.some((v) => means(v, pair))) set.add(n); });
      out.push({ facet, set, admits: (d) => values(table, facet, d).some((v) => set.has(v)) });
    }
    return out;
  }

  /// What a query finds, and `take(n)`, which gives the best n hits with what is shown of them.
  async function answer(text, chosen) {
    const { top, table } = await open(), query = parse(text);
    const result = { total: 0, isAbout: false, isPartial: false, unknown: [], counts: {}, onlyPassages: true, take: async () => [] };
    const picked = chosen || {};
    if (!query.clauses.length && !query.filters.length && !FACETS.some((f) => (picked[f] || []).length)) return Object.assign(result, { isEmpty: true, isDone: true });
    const slots = await Promise.all(query.clauses.map((clause) => resolve(top, clause, result)));
    const filters = await resolveFilters(top, table, query.filters, picked);
    const candidates = match(top, slots), admitted = (d) => filters.every((f) => f.admits(d));
    let found = candidates, verify = slots.some((s) => s.clause.kind === "phrase");
    if (verify) {
      const shards = new Set(candidates.map((d) => textShard(top, d)));
      result.isAbout = shards.size > MOST_TEXTS;
      if (!result.isAbout) {
        await Promise.all([...shards].map(load));
        const good = await Promise.all(candidates.map((d) => stands(top, slots, d)));
        found = candidates.filter((_, n) => good[n]);
        verify = false;
      }
    }
    const inside = new Set(found.filter(admitted));
    const ranked = rank(candidates.filter(admitted), slots).filter((hit) => inside.has(hit.d));
    for (const facet of FACETS) {
      const counts = new Map(), others = filters.filter((f) => f.facet !== facet);
      for (const d of found) if (others.every((f) => f.admits(d))) for (const v of values(table, facet, d)) counts.set(v, (counts.get(v) || 0) + 1);
      result.counts[facet] = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    }
    let rest = 0;
    const sure = verify ? [] : ranked;
    result.total = ranked.length;
    result.onlyPassages = ranked.every((hit) => table.hit[hit.d] === 0);
    result.take = async (n) => {
      // Phrases of a large archive are verified as far as they are shown, at most a hundred candidates at a time.
      for (let waves = 0; verify && sure.length < n && rest < ranked.length && (waves < 5 || !sure.length); waves++) {
        const wave = ranked.slice(rest, (rest += STEP)), good = await Promise.all(wave.map((hit) => stands(top, slots, hit.d)));
        sure.push(...wave.filter((_, k) => good[k]));
      }
      if (verify && rest >= ranked.length) {
        result.total = sure.length;
        result.isAbout = false;
      }
      result.isDone = sure.length <= n && (!verify || rest >= ranked.length);
      return Promise.all(sure.slice(0, n).map((hit) => show(top, table, slots, hit)));
    };
    return result;
  }

  let latest = { key: "", answer: null };

  /// Answers a query.
  ///
  /// chosen: {speaker: [id …], topic: …}; a hit has one of the values of each facet that is named.
  /// options: {limit: 20, offset: 0}; hits are given from `offset` on.
  /// Gives {query, total, isEstimate, isEmpty, onlyPassages, isDone, hits, facets, messages}:
  /// - total: number of all hits; isEstimate: where not all candidates of a phrase were looked at ("about");
  ///   isEmpty: nothing was asked for; isDone: no hit stands behind those given;
  /// - hits: {kind: "passage" | "note" | "speaker" | "topic" | "source", score, source, passage, number, speaker, date,
  ///   section, title, sourceTitle, url, excerpt: [[text, isMarked] …]}, url from the top of the site;
  /// - facets: for each facet [[number, hits] …], most first, counted as if nothing were chosen in that facet;
  ///   `labels(facet, numbers)` gives {id, label} for each number, `numbers(facet, ids)` the way back (-1: unknown);
  /// - messages: {kind: "unknown", words} for words that nothing in the archive is like, {kind: "partial"} where a
  ///   word* has more words than were searched for.
  /// Throws an error with `forReader` and a message for people where the index cannot be read.
  async function search(text, chosen, options) {
    const { limit = STEP, offset = 0 } = options || {}, key = JSON.stringify([text, chosen]);
    if (latest.key !== key) latest = { key, answer: answer(text, chosen) };
    const mine = latest;
    try {
      const found = await mine.answer, hits = await found.take(offset + limit), messages = [];
      if (found.unknown.length) messages.push({ kind: "unknown", words: found.unknown });
      if (found.isPartial) messages.push({ kind: "partial" });
      return {
        query: text, total: found.total, isEstimate: found.isAbout, isEmpty: !!found.isEmpty, onlyPassages: found.onlyPassages,
        isDone: found.isDone, hits: hits.slice(offset), facets: found.counts, messages,
      };
    } catch (error) {
      latest = { key: "", answer: null };
      throw error;
    }
  }

  async function labels(facet, numbers) {
    const { top, table } = await open();
    return Promise.all(numbers.map(async (n) => {
      if (facet !== "source") return { id: table.facets[facet + "s"][n][0], label: table.facets[facet + "s"][n][1] };
      const { id, title } = await source(top, n);
      return { id, label: title };
    }));
  }

  async function numbers(facet, ids) {
    if (!ids.length) return [];
    const { top, table } = await open(), total = facet === "source" ? top.sources : table.facets[facet + "s"].length;
    const all = (await labels(facet, Array.from({ length: total }, (_, n) => n))).map((v) => v.id);
    return ids.map((id) => all.indexOf(id));
  }

  async function show(top, table, slots, { d, score }) {
    const [own, from] = await Promise.all([content(top, d), table.source[d] < 0 ? null : source(top, table.source[d])]);
    const speaker = table.speaker[d] < 0 ? null : table.facets.speakers[table.speaker[d]];
    const number = table.passage[d], isEntry = own.url !== undefined;
    return {
      kind: HITS[table.hit[d]], score, number, source: from && from.id, passage: number ? "p" + number : null,
      speaker: speaker && speaker[1], date: from && from.date, section: own.section || "",
      title: isEntry ? own.title : from.title, sourceTitle: isEntry && from ? from.title : "",
      url: isEntry ? own.url : from.url + (number ? "#p" + number : ""), excerpt: excerpt(own.text, slots),
    };
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

  Object.assign(engine, { search, labels, numbers });
})((window.sitegenSearch = window.sitegenSearch || {}));
