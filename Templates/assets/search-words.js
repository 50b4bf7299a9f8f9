// Finds what was meant: the terms of the words of a query, repairs of words that the archive does not have,
// completions, and the values of facets. Sources/Search/Resolving.swift and Repair.swift do the same.
(function (engine) {
  "use strict";

  const MOST_PREFIX = 100, COMPLETIONS = 20, MOST_SHARDS = 6;
  const { FACETS, tokens, dates } = engine;
  const { bytewise, text8, open, lookUp, withPrefix, kindred, dictionary, list, source, name } = engine.index;

  /// Whether two words, as lists of characters, differ by one edit.
  function isOneEdit(a, b) {
    if (Math.abs(a.length - b.length) > 1) return false;
    let same = 0;
    while (same < Math.min(a.length, b.length) && a[same] === b[same]) same++;
    if (same === a.length && same === b.length) return false;
    const rest = (word, from) => word.slice(from).join("");
    if (a.length < b.length) return rest(a, same) === rest(b, same + 1);
    if (a.length > b.length) return rest(a, same + 1) === rest(b, same);
    if (rest(a, same + 1) === rest(b, same + 1)) return true;
    return same + 1 < a.length && a[same] === b[same + 1] && a[same + 1] === b[same] && rest(a, same + 2) === rest(b, same + 2);
  }

  /// The commonest form one edit away; null where there is none.
  async function repair(top, form) {
    const wanted = [...form], bytes = bytewise(form);
    if (wanted.length < 4) return null;
    for (const step of [[wanted.slice(0, 2)], [wanted.slice(0, 1), [wanted[1], wanted[0]], wanted.slice(1, 3)]]) {
      let best = null;
      for (const beginning of step)
        for (const entry of (await dictionary(top, bytewise(beginning.join("")), Infinity)).found) {
          if (Math.abs(entry.form.length - bytes.length) > 4) continue;
          if (best && !(entry.count > best.count || (entry.count === best.count && entry.form < best.form))) continue;
          if (isOneEdit(wanted, [...text8(entry.form)])) best = entry;
        }
      if (best) return text8(best.form);
    }
    return null;
  }

  /// All documents of some lists, ascending, and the best score of each.
  function merged(lists) {
    if (lists.length === 1) return { docs: lists[0].docs, scores: lists[0].scores };
    const best = new Map();
    for (const { docs, scores } of lists) for (let k = 0; k < docs.length; k++) if (!(best.get(docs[k]) >= scores[k])) best.set(docs[k], scores[k]);
    const docs = Int32Array.from(best.keys()).sort();
    return { docs, scores: docs.map((d) => best.get(d)) };
  }

  /// The lists of the tokens of a clause, and the forms that are marked.
  async function slotOf(top, clause, isLast, repairs, result) {
    const slot = { clause, isPhrase: clause.kind === "phrase", tokens: [], forms: new Set() };
    for (const token of clause.tokens) {
      let form = token.form, terms = [];
      const isPlain = !clause.sequence.length, mayBePrefix = isPlain && [...form].length >= 2;
      const complete = async () => {
        if (!mayBePrefix || (clause.kind !== "prefix" && clause.isExcluded)) return [];
        const found = await withPrefix(top, bytewise(form), MOST_PREFIX);
        result.isPartial = result.isPartial || found.isPartial;
        return found.terms;
      };
      if (clause.kind !== "prefix" || !mayBePrefix) terms = await lookUp(top, bytewise(form));
      if (!terms.length && (clause.kind === "prefix" || isLast)) terms = await complete();
      if (!terms.length && isPlain && clause.kind === "word" && !clause.isExcluded) {
        const better = repairs ? await repair(top, form) : null;
        if (better) {
          result.repaired.push([form, better]);
          form = better;
          terms = await lookUp(top, bytewise(form));
        } else if (!isLast) terms = await complete();
      }
      if (!terms.length && !clause.isExcluded) result.unknown.push(form);
      if (isPlain) for (const one of await kindred(top, bytewise(form), terms)) slot.forms.add(one);
      const lists = await Promise.all([...terms].sort((a, b) => a - b).map((term) => list(top, term, slot.isPhrase)));
      slot.tokens.push({ lists, ...merged(lists), weight: lists.reduce((most, l) => Math.max(most, l.weight), 0) });
    }
    return slot;
  }

  /// Groups of slots, in the order of the query; all words are looked up at once.
  function slots(top, query, repairs, result) {
    const parts = query.groups.map((group, n) => Promise.all(group.map(async (clause) => {
      // What is said of each clause is said in order.
      const said = { isPartial: false, repaired: [], unknown: [] };
      return { slot: await slotOf(top, clause, query.isOpen && n === query.groups.length - 1, repairs, said), said };
    })));
    return Promise.all(parts).then((groups) => groups.map((group) => group.map(({ slot, said }) => {
      result.isPartial = result.isPartial || said.isPartial;
      result.repaired.push(...said.repaired);
      result.unknown.push(...said.unknown);
      return slot;
    })));
  }

  // ---- Facets

  /// The numbers of the values of a facet that a document has.
  function values(table, facet, d) {
    const s = table.source[d], one = (n) => (n < 0 || n === undefined ? [] : [n]);
    switch (facet) {
      case "topic": return table.facets.topicSets[table.topics[d]];
      case "event": return s < 0 ? [] : one(table.events[s]);
      case "language": return s < 0 ? [] : one(table.languages[s]);
      case "year": return s < 0 || table.years[s] === null ? [] : [table.years[s]];
      case "in": return [table.hit[d]];
      default: return one(table[facet][d]);
    }
  }

  /// [number, hits] of each value of a facet in some documents, most first. Sources are counted first, as event,
  /// language and year are theirs.
  function count(table, facet, docs) {
    const counts = new Map(), add = (value, n) => counts.set(value, (counts.get(value) || 0) + n);
    const columns = { speaker: table.speaker, kind: table.kind, in: table.hit, topic: table.topics };
    const column = columns[facet] || table.source, tally = new Int32Array(table.most + 1);
    for (let k = 0; k < docs.length; k++) tally[column[docs[k]] + 1]++;
    for (let n = 1; n < tally.length; n++) {
      if (!tally[n]) continue;
      const value = n - 1;
      if (facet === "topic") for (const topic of table.facets.topicSets[value]) add(topic, tally[n]);
      else if (facet === "event") { if (table.events[value] >= 0) add(table.events[value], tally[n]); }
      else if (facet === "language") add(table.languages[value], tally[n]);
      else if (facet === "year") { if (table.years[value] !== null) add(table.years[value], tally[n]); }
      else add(value, tally[n]);
    }
    return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  }

  async function valuesNamed(top, table, facet, ids, named) {
    const found = new Set(), means = (value, label) => {
      const has = new Set(tokens(label).map((t) => t.form)), wanted = tokens(value);
      return wanted.length > 0 && wanted.every((t) => has.has(t.form));
    };
    if (facet !== "source") {
      table.facets[facet + "s"].forEach(([id, label], n) => {
        if (ids.includes(id) || named.includes(id) || named.some((value) => means(value, label))) found.add(n);
      });
      return found;
    }
    await Promise.all(Array.from({ length: top.sources }, async (_, n) => {
      const { id } = await source(top, n);
      if (ids.includes(id) || named.includes(id)) found.add(n);
      else if (named.length) {
        const { title } = await name(top, n);
        if (named.some((value) => means(value, title))) found.add(n);
      }
    }));
    return found;
  }

  async function filters(top, table, typed, chosen, result) {
    const out = [];
    for (const facet of FACETS)
      for (const isExcluded of [false, true]) {
        const of = (name) => typed.filter((f) => f.isExcluded === isExcluded && f.facet === name).map((f) => f.value);
        const ids = isExcluded ? [] : chosen[facet] || [], named = of(facet), spans = facet === "year" ? of(null) : [];
        if (!ids.length && !named.length && !spans.length) continue;
        let set = new Set();
        const days = [];
        if (facet === "year") {
          for (const value of [...ids, ...named]) {
            if (/^[+-]?\d+$/.test(value)) set.add(+value);
            else spans.unshift(value);
          }
          for (const value of spans) {
            const range = dates.days(value);
            if (range) days.push(range);
            else result.strangeDates.push(value);
          }
        } else set = await valuesNamed(top, table, facet, ids, named);
        const admits = (d) => {
          const own = table.source[d] < 0 ? null : table.days[table.source[d]];
          const isAmong = values(table, facet, d).some((v) => set.has(v)) || (days.length > 0 && !!own && days.some((r) => r[0] <= own[1] && own[0] <= r[1]));
          return isAmong !== isExcluded;
        };
        out.push({ facet, isExcluded, admits });
      }
    return out;
  }

  /// The {id, label} of values of a facet by number, as search() counts them.
  async function labels(facet, numbers) {
    const { top, table } = await open();
    return Promise.all(numbers.map(async (n) => {
      if (facet === "year") return { id: String(n), label: String(n) };
      if (facet !== "source") return { id: table.facets[facet + "s"][n][0], label: table.facets[facet + "s"][n][1] };
      const [{ id }, { title }] = await Promise.all([source(top, n), name(top, n)]);
      return { id, label: title };
    }));
  }

  /// The way back: the numbers of ids, -1 for those that are none.
  async function numbers(facet, ids) {
    if (!ids.length) return [];
    const { top, table } = await open();
    if (facet === "year") return ids.map((id) => (/^[+-]?\d+$/.test(id) ? +id : -1));
    const all = facet !== "source" ? table.facets[facet + "s"].map((pair) => pair[0])
      : await Promise.all(Array.from({ length: top.sources }, async (_, n) => (await source(top, n)).id));
    return ids.map((id) => all.indexOf(id));
  }

  /// The commonest words that begin as the last word of a text, from two letters on: {words: [{form, count} …],
  /// isPartial}, at most twenty; isPartial where not all words that begin so were looked at.
  async function complete(text) {
    const word = tokens(text).filter((t) => t.kind === "word").pop();
    if (!word || [...word.form].length < 2) return { words: [], isPartial: false };
    const { top } = await open(), { found, isPartial } = await dictionary(top, bytewise(word.form), MOST_SHARDS);
    found.sort((a, b) => b.count - a.count || (a.form < b.form ? -1 : 1));
    return { words: found.slice(0, COMPLETIONS).map(({ form, count }) => ({ form: text8(form), count })), isPartial };
  }

  Object.assign(engine, { labels, numbers, complete, words: { slots, filters, count } });
})((window.sitegenSearch = window.sitegenSearch || {}));
