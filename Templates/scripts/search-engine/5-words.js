// Finds what was meant by the words of a query: their terms, with repairs and prefixes, and the lists of these.
// Sources/Search/Resolving.swift does the same.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/words", "search-tokens", "search-engine/postings")) return;

  const MOST_PREFIX = 100;
  const { bytewise, need } = engine.files, { lookUp, withPrefix, kindred } = engine.index;
  const { list, codeOf, rankOf } = engine.postings;

  /// All documents of some lists, ascending, and the best score of each.
  function merged(lists) {
    if (lists.length === 1) return { docs: lists[0].docs, scores: lists[0].scores };
    const best = new Map();
    for (const { docs, scores } of lists)
      for (let k = 0; k < docs.length; k++) if (!(best.get(docs[k]) >= scores[k])) best.set(docs[k], scores[k]);
    const docs = Int32Array.from(best.keys()).sort();
    return { docs, scores: docs.map((d) => best.get(d)) };
  }

  /// The terms of the tokens of a clause, and the forms that are marked. `choice` says which of its repairs a word
  /// gets; null: none.
  async function slotOf(top, clause, isLast, choice, result) {
    const slot = { clause, isPhrase: clause.kind === "phrase", tokens: [], forms: new Set() };
    const all = await Promise.all(clause.tokens.map((token) =>
      (clause.kind === "prefix" ? [] : lookUp(top, bytewise(token.form)))));
    for (const [n, token] of clause.tokens.entries()) {
      let form = token.form, terms = all[n];
      const isPlain = !clause.sequence.length, mayBePrefix = isPlain && [...form].length >= 2;
      const complete = async () => {
        if (!mayBePrefix || (clause.kind !== "prefix" && clause.isExcluded)) return [];
        const found = await withPrefix(top, bytewise(form), MOST_PREFIX);
        result.isPartial = result.isPartial || found.isPartial;
        return found.terms;
      };
      if (clause.kind === "prefix" && !mayBePrefix) terms = await lookUp(top, bytewise(form));
      if (!terms.length && (clause.kind === "prefix" || isLast)) terms = await complete();
      if (!terms.length && isPlain && clause.kind === "word" && !clause.isExcluded) {
        const better = choice ? await (await need("spelling")).words(top, form) : [];
        const n = (choice && choice.get(form)) || 0;
        if (better.length) {
          result.repaired.push({ from: form, to: better[n], choices: better.length });
          form = better[n];
          terms = await lookUp(top, bytewise(form));
        } else if (!isLast) terms = await complete();
      }
      if (!terms.length && !clause.isExcluded) result.unknown.push(form);
      if (isPlain) for (const one of await kindred(top, bytewise(form), terms)) slot.forms.add(one);
      slot.tokens.push({
        form, terms: [...terms].sort((a, b) => a - b), skipped: null, docs: new Int32Array(0),
        scores: new Int32Array(0), lists: [], weight: 0
      });
    }
    return slot;
  }

  /// Whether the index knows what stands between a token and the one before: words side by side.
  const isPair = (clause, k) =>
    clause.tokens[k - 1].isWord
      && clause.tokens[k].isWord
      && clause.tokens[k].offset === clause.tokens[k - 1].offset + 1;

  /// Which words of phrases are skipped, and the long terms whose neighbours are read; the rule stands in
  /// Resolving.swift. `groups` are lists of {clause, isPhrase, tokens: [{terms}]}.
  function plan(top, groups) {
    const whole = new Set(), { long } = top, hasPair = (a, b) => (rankOf(top, a) - rankOf(top, b) || a - b) <= 0;
    const read = (a, b, most) => {
      for (const first of a) for (const second of b) {
        if (!long[first] || !long[second]) continue;
        const own = hasPair(first, second) ? first : second;
        if (long[own] <= most) whole.add(own);
      }
    };
    for (const slot of groups.flat()) {
      if (!slot.isPhrase) continue;
      const { tokens, clause } = slot;
      tokens.forEach((token, k) => {
        const beside = [
          k > 0 && isPair(clause, k) ? k - 1 : -1, k + 1 < tokens.length && isPair(clause, k + 1) ? k + 1 : -1
        ].filter((n) => n >= 0);
        if (beside.length
          && token.terms.length
          && token.terms.every((own) =>
            long[own] && beside.every((n) => tokens[n].terms.every((term) => term !== own && hasPair(term, own)))))
          token.skipped = token.terms.map((own) => codeOf(top, own));
      });
      for (let k = 1; k < tokens.length; k++)
        if (isPair(clause, k)) read(tokens[k - 1].terms, tokens[k].terms, Infinity);
    }
    const words = groups.filter((group) =>
      group.length === 1 && !group[0].isPhrase && !group[0].clause.isExcluded).map((group) => group[0].tokens[0].terms);
    for (let k = 0; k + 1 < words.length; k++) read(words[k], words[k + 1], top.documents / 4);
    return whole;
  }

  function loadLists(top, groups) {
    const whole = plan(top, groups);
    return Promise.all(groups.flat()
      .flatMap((slot) => slot.tokens)
      .filter((token) => !token.skipped)
      .map(async (token) => {
      const lists = await Promise.all(token.terms.map((term) => list(top, term, whole.has(term))));
      Object.assign(token, { lists, ...merged(lists), weight: lists.reduce((most, l) => Math.max(most, l.weight), 0) });
    }));
  }

  /// Groups of slots, in the order of the query; all words are looked up at once.
  async function slots(top, query, choice, result) {
    // The lists of very common words are known by their forms alone, and asked for with all the rest.
    const known = query.groups.map((group) => group.map((clause) => ({
      clause, isPhrase: clause.kind === "phrase", tokens: clause.tokens.map((token) => ({
        terms: (clause.kind !== "prefix" && top.longForms.get(bytewise(token.form))) || []
      })),
    })));
    const early = loadLists(top, known);
    // What fails there fails again below.
    early.catch(() => {});
    const said = [], groups = await Promise.all(query.groups.map((group, n) => Promise.all(group.map((clause, k) => {
      // What is said of each clause is said in order.
      const own = { isPartial: false, repaired: [], unknown: [] };
      (said[n] = said[n] || [])[k] = own;
      return slotOf(top, clause, query.isOpen && n === query.groups.length - 1, choice, own);
    }))));
    for (const own of said.flat()) {
      result.isPartial = result.isPartial || own.isPartial;
      result.repaired.push(...own.repaired);
      result.unknown.push(...own.unknown);
    }
    await loadLists(top, groups);
    return groups;
  }

  engine.words = { slots, isPair };
})((window.sitegenSearch = window.sitegenSearch || {}));
