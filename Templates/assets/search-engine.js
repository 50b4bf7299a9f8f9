// Answers queries from the index: matches, ranks, counts and cuts excerpts. The order of the steps is described in
// docs/search.md; Sources/Search holds the same in Swift, and both give the same hits in the same order. Nothing
// here touches the page.
(function (engine) {
  "use strict";

  const STEP = 20;
  const RERANKED = 200;
  const MOST_CANDIDATES = 10;
  const MOST_LOOKED_AT = 60;
  const EXCERPT = 40;
  const BEFORE = 8;
  const IN_ORDER = 30;
  const REVERSED = 8;
  const READ = 10;
  const AS_ASKED = 8;
  const { FACETS, tokens, parse } = engine, { slots, isPair } = engine.words;
  const {
    HITS, need, openTop, hitOf, boost, placeIn, follows, besides, hasPair, keepBeside, entry, place, name
  } = engine.index;

  // ---- Matching: see Sources/Search/Slot.swift

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

  const isDoubtful = (groups, d) => groups.some((group) => group.some((slot) => slot.isPhrase && holds(slot, d)));

  async function stands(top, groups, d) {
    const { find } = passage((await shown(top, d)).text);
    return groups.every((group) => group.some((slot) => (slot.isPhrase
      ? (find(slot.clause.sequence).length === 0) === slot.clause.isExcluded
      : slot.clause.isExcluded || holds(slot, d))));
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

  /// Documents in order of what the index says and of the words that stand in their texts just as they were asked for.
  async function byText(top, groups, hits) {
    const texts = await Promise.all(hits.map(({ d }) => shown(top, d)));
    const worth = ({ text }) => {
      const forms = new Set(passage(text).all.map((token) => token.form));
      const own = (slot) =>
        (slot.clause.kind === "word" && !slot.clause.isExcluded && forms.has(slot.tokens[0].form)
          ? AS_ASKED * slot.tokens[0].weight
          : 0);
      return groups.reduce((sum, group) => sum + Math.max(...group.map(own)), 0);
    };
    return hits.map(({ d, score }, n) => ({ d, score: score + worth(texts[n]), n }))
      .sort((a, b) => b.score - a.score || a.n - b.n);
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

  // ---- Answering

  /// What a query finds, `take(n)`, which gives the best n hits, `show(hit)`, which gives what is shown of one, and
  /// `count()`, which counts the facets. These are loaded for `count`, for choices and for dates.
  async function answer(text, chosen, sort, repairs) {
    const query = parse(text), picked = chosen || {}, isChosen = FACETS.some((f) => (picked[f] || []).length);
    const result = {
      total: 0, isEstimate: false, isPartial: false, unknown: [], repaired: [], strangeDates: [],
      onlyPassages: true, isDone: true, take: async () => [], count: async () => ({})
    };
    if (!query.groups.length && !query.filters.length && !isChosen) {
      await openTop();
      return Object.assign(result, { isEmpty: true });
    }
    const facets = () => need("facets").then((facets) => facets.open());
    const isNarrowed = isChosen || query.filters.length > 0, isDated = sort === "date" || sort === "newest";
    const [top, { groups, docs, said }, opened] = await Promise.all([
      openTop(), openTop().then((top) => resolved(top, query, repairs)), isNarrowed || isDated ? facets() : null
    ]);
    Object.assign(result, said, { repaired: said.repaired.map(({ from, to }) => [from, to]) });
    const table = opened && opened.table;
    const admitting = isNarrowed ? await engine.facets.filters(top, table, query.filters, picked, result) : [];
    const hasPhrase = groups.some((group) => group.some((slot) => slot.isPhrase));
    // Where a phrase has no alternatives all that matches is doubtful.
    const isSure = groups.some((group) => group.length === 1 && group[0].isPhrase && !group[0].clause.isExcluded);
    const doubtful = new Set(isSure ? docs : hasPhrase ? docs.filter((d) => isDoubtful(groups, d)) : []);
    result.isEstimate = doubtful.size > MOST_CANDIDATES;
    const bad = new Set();
    let found = docs;
    if (!result.isEstimate && doubtful.size) {
      await addressed(top, [...doubtful]);
      await Promise.all([...doubtful].map(async (d) => { if (!(await stands(top, groups, d))) bad.add(d); }));
      found = docs.filter((d) => !bad.has(d));
    }
    const narrowed = (filters) => (filters.length ? found.filter((d) => filters.every((f) => f.admits(d))) : found);
    const inside = narrowed(admitting);
    // The index alone decides the order, whether phrases were looked at or not.
    const ranked = rank(
      top, table, admitting.length ? docs.filter((d) => admitting.every((f) => f.admits(d))) : docs, groups, sort
    );
    const isOpen = result.isEstimate, sure = [];
    let rest = 0, counted = null;
    result.total = inside.length;
    result.onlyPassages = !inside.length
      || (inside[0] >= top.firstPassage && inside[inside.length - 1] < top.firstEntry);
    const count = async () => {
      const { table } = await facets(), counts = {};
      for (const facet of FACETS) {
        const others = admitting.filter((f) => f.facet !== facet || f.isExcluded);
        counts[facet] = engine.facets.count(
          table, facet, others.length === admitting.length ? inside : narrowed(others)
        );
      }
      return counts;
    };
    result.count = () => {
      if (!counted) (counted = count()).catch(() => { counted = null; });
      return counted;
    };
    // Hits that no phrase decides are read ten at a time, and ordered among these by their words too.
    const isRead = !hasPhrase && !isDated && groups.some(([slot]) => !slot.clause.isExcluded);
    const readOn = async (n) => {
      const tens = [];
      for (; sure.length + tens.length * READ < n && rest < ranked.length; rest += READ)
        tens.push(Array.from({ length: Math.min(READ, ranked.length - rest) }, (_, k) => ranked.at(rest + k)));
      await addressed(top, tens.flat().map(({ d }) => d));
      sure.push(...(await Promise.all(tens.map((ten) => byText(top, groups, ten)))).flat());
    };
    const verifyOn = async (n) => {
      // Phrases with many candidates are verified as far as they are shown: as many at a time as were needed until
      // now for what is missing, and not without end; then fewer hits are given than were asked for.
      let looked = 0, good = 0;
      while (sure.length < n && rest < ranked.length && (looked < MOST_LOOKED_AT || !sure.length)) {
        const missing = n - sure.length;
        const size = isOpen && looked ? Math.min(STEP, Math.ceil((missing * (looked + 1)) / (good + 1))) : missing;
        const wave = [];
        for (const end = Math.min(ranked.length, rest + size); rest < end; rest++) wave.push(ranked.at(rest));
        if (isOpen) await addressed(top, wave.map(({ d }) => d));
        const isGood = await Promise.all(wave.map((hit) =>
          (isOpen && doubtful.has(hit.d) ? stands(top, groups, hit.d) : !bad.has(hit.d))));
        const own = wave.filter((_, k) => isGood[k]);
        looked += wave.length;
        good += own.length;
        sure.push(...own);
      }
    };
    const taken = async (n) => {
      await (isRead ? readOn(n) : verifyOn(n));
      if (isOpen && rest >= ranked.length) {
        result.total = sure.length;
        result.isEstimate = false;
      }
      result.isDone = Math.min(n, sure.length) >= result.total || (sure.length <= n && rest >= ranked.length);
      return sure.slice(0, n);
    };
    // One after the other, as each goes on where the last one ended.
    let before = Promise.resolve();
    result.take = (n) => {
      const own = before.then(() => taken(n));
      before = own.catch(() => {});
      return own;
    };
    result.show = (hit) => show(top, groups.flat(), hit);
    return result;
  }

  let latest = { key: "", answer: null };

  /// Answers a query: docs/search.md says what is given and what comes back.
  async function search(text, chosen, options) {
    const { limit = STEP, offset = 0, sort = "relevance", repairs = true, facets = "now" } = options || {};
    const key = JSON.stringify([text, chosen, sort, repairs]);
    if (latest.key !== key) latest = { key, answer: answer(text, chosen, sort, repairs) };
    const mine = latest;
    try {
      // What counting needs is loaded with all the rest where it is waited for.
      if (facets !== "later" && parse(text).groups.length) need("facets").then((own) => own.open()).catch(() => {});
      const found = await mine.answer, hits = (await found.take(offset + limit)).slice(offset), messages = [];
      const say = (kind, words) => { if (words.length) messages.push({ kind, words }); };
      say("repaired", found.repaired);
      say("unknown", found.unknown);
      say("date", found.strangeDates);
      if (found.isPartial) messages.push({ kind: "partial" });
      const shown = await Promise.all(hits.map((hit) => found.show(hit)));
      return {
        query: text, total: found.total, isEstimate: found.isEstimate, isEmpty: !!found.isEmpty, onlyPassages: found.onlyPassages,
        isDone: found.isDone, hits: shown, facets: facets === "later" ? {} : await found.count(), get facetsReady() {
          return found.count();
        }, messages,
      };
    } catch (error) {
      if (latest === mine) latest = { key: "", answer: null };
      throw error;
    }
  }

  // ---- Showing

  /// Loads where documents stand, all at once, so that their pages can be asked for all at once.
  const addressed = (top, docs) => Promise.all(docs.map((d) => (d < top.firstEntry ? place(top, d) : null)));

  /// What stands at a document and is shown of it.
  async function shown(top, d) {
    const own = { source: null, passage: null, number: 0, speaker: null, section: "", sourceTitle: "", language: null };
    if (d >= top.firstEntry) {
      const { title, url, text, source, passage, speaker, sourceTitle, date } = await entry(top, d);
      return Object.assign(
        own,
        {
          title, url, text, sourceTitle, date, source: source || null, passage: passage || null,
          number: +passage.slice(1), speaker: speaker || null
        }
      );
    }
    const isTitle = hitOf(top, d) === 4;
    const [{ at, id, url }, named] = await Promise.all([place(top, d), isTitle ? name(top, d) : null]);
    own.source = id;
    if (isTitle) {
      const { title, date } = named;
      return Object.assign(own, { title, url, text: title, date });
    }
    const page = await engine.texts.page(url), found = (hitOf(top, d) ? page.headings : page.passages)[at];
    if (!found) throw engine.index.fault(engine.faults.mixed);
    const { id: anchor, text, section, speaker } = found;
    own.language = page.language;
    if (hitOf(top, d))
      return Object.assign(
        own, { title: text, url: url + "#" + anchor, text, sourceTitle: page.title, date: page.date }
      );
    return Object.assign(
      own,
      {
        title: page.title, url: url + "#" + anchor, text, section, speaker, date: page.date, passage: anchor,
        number: +anchor.slice(1)
      }
    );
  }

  async function show(top, slots, { d, score }) {
    const { text, ...own } = await shown(top, d);
    return { kind: HITS[hitOf(top, d)], score, ...own, excerpt: excerpt(text, slots) };
  }

  /// The words and singles of a text, and where a sequence of forms stands in them.
  function passage(text) {
    const all = tokens(text).filter((t) => t.kind !== "pair");
    const find = (sequence) => {
      const out = [];
      for (let s = 0; s + sequence.length <= all.length; s++)
        if (sequence.every((form, k) => all[s + k].form === form)) out.push(s);
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

  const facet = (name) => (...given) => need("facets").then((own) => own[name](...given));

  Object.assign(engine, {
    search, labels: facet("labels"), numbers: facet("numbers"),
    complete: (text) => need("spelling").then((own) => own.complete(text)),
  });
})((window.sitegenSearch = window.sitegenSearch || {}));
