// Answers queries from the index: puts together what is matched, ranked, counted and read. The order of the steps is
// described in docs/search.md; Sources/Search holds the same in Swift, and both give the same hits in the same order.
// Nothing here touches the page.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/engine", "search-tokens", "search-engine/texts",
    "search-engine/ranking", "search-engine/excerpts")) return;

  const STEP = 20, MOST_CANDIDATES = 10, MOST_LOOKED_AT = 60, READ = 10, AS_ASKED = 8;
  const { FACETS, parse } = engine, { need } = engine.files, { HITS, hitOf, openTop } = engine.index;
  const { holds, resolved } = engine.matching, { rank } = engine.ranking;
  const { passage, excerpt } = engine.excerpts, { addressed, shown } = engine.texts;

  const openFacets = () => need("facets").then((facets) => facets.open());
  const narrowed = (docs, filters) => (filters.length ? docs.filter((d) => filters.every((f) => f.admits(d))) : docs);

  // ---- Phrases: their texts decide

  const isDoubtful = (groups, d) => groups.some((group) => group.some((slot) => slot.isPhrase && holds(slot, d)));

  async function stands(top, groups, d) {
    const { find } = passage((await shown(top, d)).text);
    return groups.every((group) => group.some((slot) => (slot.isPhrase
      ? (find(slot.clause.sequence).length === 0) === slot.clause.isExcluded
      : slot.clause.isExcluded || holds(slot, d))));
  }

  /// The documents that a phrase makes doubtful.
  function doubtfulOf(docs, groups) {
    // Where a phrase has no alternatives all that matches is doubtful.
    const isSure = groups.some((group) => group.length === 1 && group[0].isPhrase && !group[0].clause.isExcluded);
    return new Set(isSure ? docs : docs.filter((d) => isDoubtful(groups, d)));
  }

  /// Those of some documents whose texts do not hold what is asked for.
  async function refuted(top, groups, docs) {
    const bad = new Set();
    await addressed(top, [...docs]);
    await Promise.all([...docs].map(async (d) => { if (!(await stands(top, groups, d))) bad.add(d); }));
    return bad;
  }

  // ---- Reading hits, as far as they are asked for

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

  /// Reads hits in order of their score: `readTo(n)` reads until `sure` has n hits, or all.
  ///
  /// - isRead: no phrase decides, so hits are read ten at a time and ordered among these by their words too.
  /// - isOpen: which of the doubtful documents hold the phrases is found out here; otherwise `bad` is known.
  function hitReader(top, groups, ranked, { isRead, isOpen, doubtful, bad }) {
    const sure = [];
    let rest = 0;
    const readTens = async (n) => {
      const tens = [];
      for (; sure.length + tens.length * READ < n && rest < ranked.length; rest += READ)
        tens.push(Array.from({ length: Math.min(READ, ranked.length - rest) }, (_, k) => ranked.at(rest + k)));
      await addressed(top, tens.flat().map(({ d }) => d));
      sure.push(...(await Promise.all(tens.map((ten) => byText(top, groups, ten)))).flat());
    };
    const isGood = (hit) => (isOpen && doubtful.has(hit.d) ? stands(top, groups, hit.d) : !bad.has(hit.d));
    const verify = async (n) => {
      // Phrases with many candidates are verified as far as they are shown: as many at a time as were needed until
      // now for what is missing, and not without end; then fewer hits are given than were asked for.
      let looked = 0, good = 0;
      while (sure.length < n && rest < ranked.length && (looked < MOST_LOOKED_AT || !sure.length)) {
        const missing = n - sure.length;
        const size = isOpen && looked ? Math.min(STEP, Math.ceil((missing * (looked + 1)) / (good + 1))) : missing;
        const wave = [];
        for (const end = Math.min(ranked.length, rest + size); rest < end; rest++) wave.push(ranked.at(rest));
        if (isOpen) await addressed(top, wave.map(({ d }) => d));
        const isOwn = await Promise.all(wave.map(isGood));
        const own = wave.filter((_, k) => isOwn[k]);
        looked += wave.length;
        good += own.length;
        sure.push(...own);
      }
    };
    return { sure, isAtEnd: () => rest >= ranked.length, readTo: isRead ? readTens : verify };
  }

  /// Gives the best n hits of an answer, and keeps its number of hits; one call after the other, as each goes on
  /// where the last one ended.
  function taking(result, reader, isOpen) {
    const taken = async (n) => {
      await reader.readTo(n);
      const { sure } = reader;
      if (isOpen && reader.isAtEnd()) {
        result.total = sure.length;
        result.isEstimate = false;
      }
      result.isDone = Math.min(n, sure.length) >= result.total || (sure.length <= n && reader.isAtEnd());
      return sure.slice(0, n);
    };
    let before = Promise.resolve();
    return (n) => {
      const own = before.then(() => taken(n));
      before = own.catch(() => {});
      return own;
    };
  }

  // ---- Answering

  /// Counts the facets of some documents, those that no choice excludes; once, unless it fails.
  function counting(found, inside, admitting) {
    const count = async () => {
      const { table } = await openFacets(), counts = {};
      for (const facet of FACETS) {
        const others = admitting.filter((f) => f.facet !== facet || f.isExcluded);
        const docs = others.length === admitting.length ? inside : narrowed(found, others);
        counts[facet] = engine.facets.count(table, facet, docs);
      }
      return counts;
    };
    let counted = null;
    return () => {
      if (!counted) (counted = count()).catch(() => { counted = null; });
      return counted;
    };
  }

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
    const isNarrowed = isChosen || query.filters.length > 0, isDated = sort === "date" || sort === "newest";
    const [top, { groups, docs, said }, opened] = await Promise.all([
      openTop(), openTop().then((top) => resolved(top, query, repairs)), isNarrowed || isDated ? openFacets() : null
    ]);
    Object.assign(result, said, { repaired: said.repaired.map(({ from, to }) => [from, to]) });
    const table = opened && opened.table;
    const admitting = isNarrowed ? await engine.facets.filters(top, table, query.filters, picked, result) : [];
    const hasPhrase = groups.some((group) => group.some((slot) => slot.isPhrase));
    const doubtful = hasPhrase ? doubtfulOf(docs, groups) : new Set();
    const isOpen = doubtful.size > MOST_CANDIDATES;
    const bad = !isOpen && doubtful.size ? await refuted(top, groups, doubtful) : new Set();
    const found = bad.size ? docs.filter((d) => !bad.has(d)) : docs, inside = narrowed(found, admitting);
    // The index alone decides the order, whether phrases were looked at or not.
    const ranked = rank(top, table, narrowed(docs, admitting), groups, sort);
    const isRead = !hasPhrase && !isDated && groups.some(([slot]) => !slot.clause.isExcluded);
    const reader = hitReader(top, groups, ranked, { isRead, isOpen, doubtful, bad });
    return Object.assign(result, {
      isEstimate: isOpen,
      total: inside.length,
      onlyPassages: !inside.length || (inside[0] >= top.firstPassage && inside[inside.length - 1] < top.firstEntry),
      count: counting(found, inside, admitting),
      take: taking(result, reader, isOpen),
      show: (hit) => show(top, groups.flat(), hit),
    });
  }

  async function show(top, slots, { d, score }) {
    const { text, ...own } = await shown(top, d);
    return { kind: HITS[hitOf(top, d)], score, ...own, excerpt: excerpt(text, slots) };
  }

  function messagesOf(found) {
    const messages = [], say = (kind, words) => { if (words.length) messages.push({ kind, words }); };
    say("repaired", found.repaired);
    say("unknown", found.unknown);
    say("date", found.strangeDates);
    if (found.isPartial) messages.push({ kind: "partial" });
    return messages;
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
      if (facets !== "later" && parse(text).groups.length) openFacets().catch(() => {});
      const found = await mine.answer, hits = (await found.take(offset + limit)).slice(offset);
      const messages = messagesOf(found);
      const shown = await Promise.all(hits.map((hit) => found.show(hit)));
      const counts = facets === "later" ? {} : await found.count();
      return {
        query: text, total: found.total, isEstimate: found.isEstimate, isEmpty: !!found.isEmpty,
        onlyPassages: found.onlyPassages, isDone: found.isDone, hits: shown, facets: counts, messages,
        get facetsReady() { return found.count(); },
      };
    } catch (error) {
      if (latest === mine) latest = { key: "", answer: null };
      throw error;
    }
  }

  const facet = (name) => (...given) => need("facets").then((own) => own[name](...given));

  Object.assign(engine, {
    search, labels: facet("labels"), numbers: facet("numbers"),
    complete: (text) => need("spelling").then((own) => own.complete(text)),
  });
})((window.sitegenSearch = window.sitegenSearch || {}));
