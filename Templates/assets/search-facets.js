// What documents are beside their words: the facets, their counts and filters. Loaded when they are shown or asked
// for. Sources/Search/DocumentTable.swift and Resolving.swift do the same.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-facets", "search-tokens", "search-engine/index")) return;

  const { load, column } = engine.files, { HITS, hitOf, openTop, source, name } = engine.index;
  const { FACETS, tokens } = engine;

  // ---- Days: see Sources/Search/DateRange.swift

  const KNOWN = [-3652425, 3652425];
  function day(year, month, number) {
    const y = month < 3 ? year - 1 : year, m = (month + 9) % 12, part = (by) => Math.floor(y / by);
    return 365 * y + part(4) - part(100) + part(400) + Math.floor((153 * m + 2) / 5) + number + 59;
  }

  /// The first and last day of `1961`, `1961-01..1963`, `..1963`; null for what is no date.
  function days(text) {
    const one = (part) => {
      const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(part);
      if (!found) return null;
      const [year, month, number] = found.slice(1).map((n) => (n === undefined ? 0 : +n));
      if (found[2] === undefined) return [day(year, 1, 1), day(year + 1, 1, 1) - 1];
      if (month < 1 || month > 12) return null;
      const first = day(year, month, 1), next = month === 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1);
      if (found[3] === undefined) return [first, next - 1];
      return number < 1 || number > next - first ? null : [first + number - 1, first + number - 1];
    };
    text = text.replaceAll("/", "..");
    const dots = text.indexOf("..");
    if (dots < 0) return one(text);
    const from = text.slice(0, dots), until = text.slice(dots + 2);
    const first = from ? one(from) : KNOWN, final = until ? one(until) : KNOWN;
    return (!from && !until) || !first || !final || first[0] > final[1] ? null : [first[0], final[1]];
  }

  function yearOf(number) {
    let year = Math.floor((number * 400) / 146097);
    while (day(year, 1, 1) > number) year--;
    while (day(year + 1, 1, 1) <= number) year++;
    return year;
  }

  // ---- Columns: see IndexFacets

  const pair = (written) => {
    const end = written.indexOf("\n");
    return end < 0
      ? [tokens(written).map((t) => t.form).join("-"), written]
      : [written.slice(0, end), written.slice(end + 1)];
  };

  function documents(top, facets) {
    const n = top.documents, numbers = () => new Int32Array(n);
    const t = {
      facets: {}, hit: numbers(), source: numbers(), kind: numbers(), speaker: numbers(), topics: numbers(),
      events: [], languages: [], days: []
    };
    for (const name of ["kinds", "speakers", "topics", "events"]) t.facets[name] = facets[name].map(pair);
    t.facets.languages = facets.languages.map((tag) => [tag, tag]);
    t.facets.ins = HITS.map((hit) => (hit === "source" ? ["titles", "titles"] : [hit + "s", hit + "s"]));
    t.facets.topicSets = facets.topicSets;
    const runs = (text) => {
      const r = column(text);
      let value = 0, left = 0;
      return () => {
        if (!left) { value = r.next(); left = r.next(); }
        left--;
        return value;
      };
    };
    let d = 0, day = 0;
    const add = (source, kind, speaker, topics) => {
      t.hit[d] = hitOf(top, d);
      t.source[d] = source;
      t.kind[d] = kind - 1;
      t.speaker[d] = speaker - 1;
      t.topics[d++] = topics;
    };
    const heading = runs(facets.headings), passage = column(facets.passages), days = column(facets.days), own = [];
    const kind = runs(facets.kindRuns);
    const set = runs(facets.setRuns);
    const event = runs(facets.eventRuns);
    const language = runs(facets.languageRuns);
    for (let s = 0; s < top.sources; s++) {
      own.push([heading(), passage.next(), kind(), set()]);
      t.events.push(event() - 1);
      t.languages.push(language());
      const span = days.next();
      if (span) day += days.signed();
      t.days.push(span ? [day, day + span - 1] : null);
      add(s, own[s][2], 0, own[s][3]);
    }
    own.forEach(([count, , kind, set], s) => { for (let k = 0; k < count; k++) add(s, kind, 0, set); });
    const speaker = runs(facets.speakerRuns), topics = runs(facets.topicRuns);
    own.forEach(([, count, kind], s) => { for (let k = 0; k < count; k++) add(s, kind, speaker(), topics()); });
    const others = column(facets.entries);
    while (others.more()) {
      const kind = others.next(), source = others.next() - 1;
      add(source, kind, others.next(), others.next());
    }
    t.years = t.days.map((span) => (span && span[0] > KNOWN[0] ? yearOf(span[0]) : null));
    t.most = Math.max(
      top.sources, t.facets.speakers.length, t.facets.kinds.length, t.facets.topicSets.length, HITS.length
    );
    return t;
  }

  let made = null;
  /// {top, table}: what all documents are.
  function open() {
    if (!made) {
      made = Promise.all([openTop(), load("facets")]).then(([top, facets]) => ({ top, table: documents(top, facets) }));
      made.catch(() => { made = null; });
    }
    return made;
  }

  // ---- Counts and filters

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
        const ranges = [];
        if (facet === "year") {
          for (const value of [...ids, ...named]) {
            if (/^[+-]?\d+$/.test(value)) set.add(+value);
            else spans.unshift(value);
          }
          for (const value of spans) {
            const range = days(value);
            if (range) ranges.push(range);
            else result.strangeDates.push(value);
          }
        } else set = await valuesNamed(top, table, facet, ids, named);
        const admits = (d) => {
          const own = table.source[d] < 0 ? null : table.days[table.source[d]];
          const isAmong = values(table, facet, d).some((v) => set.has(v))
            || (ranges.length > 0 && !!own && ranges.some((r) => r[0] <= own[1] && own[0] <= r[1]));
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

  engine.dates = { KNOWN, days, yearOf };
  engine.facets = { open, count, filters, labels, numbers };
})(window.sitegenSearch);
