// What the index holds: its top, the documents and where they stand, and the forms of words with their terms.
// Sources/Search/IndexFormat.swift describes the files.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/index", "search-engine/files")) return;

  const VERSION = 4;
  const HITS = ["passage", "note", "speaker", "topic", "source", "section"], BOOSTS = [8, 9, 10, 10, 10, 9];
  const { faults } = engine;
  const { fault, load, kept, unpacked, bytewise, text8, last, reader, column, decodingTable } = engine.files;

  // ---- The top of the index and the documents

  const tops = new Map();
  /// The top of the index: enough to look words up.
  const openTop = () => kept(tops, "", async () => {
    const top = await load("index");
    const sums = (counts, first) => counts.reduce((all, n) => [...all, all[all.length - 1] + n], [first]);
    if (top.version !== VERSION) throw fault(faults.version(top.version, VERSION));
    top.keys = top.keys.map(bytewise);
    top.firsts = sums(top.terms, top.long.length);
    top.longForms = new Map(top.longForms.map((form, n) => [bytewise(form), top.longTerms[n]]));
    let term = 0;
    top.exact = new Map(top.exact.map((step, code) => [(term += step), code]));
    top.tables = top.codes.map(decodingTable);
    // The first heading and the first passage of each shard of sources.
    top.headings = sums(top.headings, top.sources);
    top.passages = sums(top.passages, top.headings.pop());
    top.firstEntry = top.passages.pop();
    top.firstPassage = top.passages.length ? top.passages[0] : 0;
    top.entryHits = [];
    for (let run = 0; run < top.hits.length; run += 2)
      for (let k = 0; k < top.hits[run + 1]; k++) top.entryHits.push(top.hits[run]);
    return top;
  });

  /// What a document is: an index into HITS.
  const hitOf = (top, d) =>
    (d >= top.firstEntry ? top.entryHits[d - top.firstEntry] : d >= top.firstPassage ? 0 : d < top.sources ? 4 : 5);
  /// By how many eighths it counts.
  const boost = (top, d) => BOOSTS[hitOf(top, d)];

  // ---- Forms

  const tableOf = (top, form) => Math.max(0, last(top.keys, form));

  /// The forms and the places of the lists of a shard.
  const terms = (top, n) => unpacked("p" + (top.long.length + n), (bytes) => {
    const r = reader(bytes), end = r.next() + r.place(), words = [], lists = [];
    let form = "", term = top.firsts[n];
    while (r.place() < end) {
      form = r.form(form);
      const own = [];
      for (let k = r.next(); k > 0; k--) {
        const v = r.next();
        own.push(v % 2 ? v >> 1 : (term += v % 4 ? -(v + 2) / 4 : v / 4));
      }
      words.push({ form, terms: own });
    }
    for (let k = top.terms[n]; k > 0; k--) {
      const header = r.next(), size = r.next();
      lists.push({ header, at: r.place() });
      r.skip(size);
    }
    // Shards of two builds may have one layout. Most that do not belong together have other forms or lists.
    if (r.place() !== bytes.length || words.some((word) => tableOf(top, word.form) !== n)) throw fault(faults.mixed);
    return { bytes, words, lists };
  });

  async function lookUp(top, form) {
    if (top.longForms.has(form)) return top.longForms.get(form);
    if (!top.keys.length) return [];
    const found = (await terms(top, tableOf(top, form))).words.find((word) => word.form === form);
    return found ? found.terms : [];
  }

  async function withPrefix(top, form, most) {
    const found = new Set();
    for (let n = tableOf(top, form); n < top.keys.length; n++)
      for (const word of (await terms(top, n)).words) {
        if (word.form < form) continue;
        if (!word.form.startsWith(form)) return { terms: [...found], isPartial: false };
        for (const term of word.terms) {
          if (!found.has(term) && found.size === most) return { terms: [...found], isPartial: true };
          found.add(term);
        }
      }
    return { terms: [...found], isPartial: false };
  }

  /// Forms that lead to the terms, from the tables where the terms and the form stand.
  async function kindred(top, form, wanted) {
    const found = new Set();
    const places = new Set(wanted.filter((t) => !top.long[t]).map((t) => last(top.firsts, t)));
    const set = new Set(wanted);
    const add = (form, terms) => { if (terms.some((t) => set.has(t))) found.add(text8(form)); };
    top.longForms.forEach((terms, form) => add(form, terms));
    if (!top.longForms.has(form) && top.keys.length) places.add(tableOf(top, form));
    for (const n of places) for (const { form, terms: own } of (await terms(top, n)).words) add(form, own);
    return found;
  }

  // ---- What is shown

  async function entry(top, d) {
    const n = d - top.firstEntry, all = await load("e" + Math.floor(n / top.perEntries)), at = (n % top.perEntries) * 8;
    const [title, url, text, source, passage, speaker, sourceTitle, date] = all.slice(at, at + 8);
    return { title, url, text, source, passage, speaker, sourceTitle, date };
  }

  const shards = new Map();
  const numbers = (text) => {
    const r = column(text), out = [];
    while (r.more()) out.push(r.next());
    return out;
  };
  /// The sources of a shard with the numbers of their headings and passages.
  const sources = (top, n) => kept(shards, n, async () => {
    const own = await load("s" + n);
    return { ids: own.ids, headings: numbers(own.headings), passages: numbers(own.passages) };
  });

  function address(ids, n) {
    const [id, url] = (ids[n] || "").split("\n");
    return { id, url: url || "sources/" + id + ".html" };
  }

  const source = async (top, n) =>
    address((await sources(top, Math.floor(n / top.perSources))).ids, n % top.perSources);

  /// The source of a title, heading or passage, {number, id, url}, and its place among those of the source.
  async function place(top, d) {
    if (d < top.sources) return { number: d, at: 0, ...(await source(top, d)) };
    const isPassage = d >= top.firstPassage, firsts = isPassage ? top.passages : top.headings, n = last(firsts, d);
    const shard = await sources(top, n), counts = isPassage ? shard.passages : shard.headings;
    let own = 0, at = d - firsts[n];
    while (own < counts.length && at >= counts[own]) at -= counts[own++];
    return { number: n * top.perSources + own, at, ...address(shard.ids, own) };
  }

  async function name(top, n) {
    const all = await load("n" + Math.floor(n / top.perNames)), at = (n % top.perNames) * 2;
    return { title: all[at], date: all[at + 1] };
  }

  engine.index = {
    HITS, openTop, hitOf, boost, terms, lookUp, withPrefix, kindred, entry, source, place, name,
  };
})((window.sitegenSearch = window.sitegenSearch || {}));
