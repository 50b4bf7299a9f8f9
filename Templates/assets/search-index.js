// Loads and unpacks the files of the index. Sources/Search/IndexFormat.swift and PostingCodes.swift describe them.
// No network but script elements, so that it works from a disk.
(function (engine) {
  "use strict";

  const VERSION = 4, EXACT = 64, CODES = 72, LONG = 7, LONG_IMPACT = 3, MOST_NEIGHBOURS = 255;
  const HITS = ["passage", "note", "speaker", "topic", "source", "section"], BOOSTS = [8, 9, 10, 10, 10, 9];
  /// What went wrong, as the page says it; a page may replace the words.
  const faults = {
    missing: (file) =>
      "The search index is incomplete: " + file
        + " could not be loaded. Reload the page; if that does not help, the site has to be built again.",
    damaged: (file) => "The search index is damaged: " + file + " cannot be read.",
    mixed: "The search index has changed since this page was loaded. Please reload the page.",
    version: (found, expected) =>
      "The search index has version " + found + ", this page reads version " + expected + ". Please reload the page.",
  };
  const waiting = new Map(), loaded = new Map(), early = new Map();
  let layout = "", build = "";
  const fault = (text) => Object.assign(new Error(text), { forReader: true });
  const root = () => document.body.dataset.root || "";

  /// Called by every file of the index.
  function shard(file, from, payload) {
    const wait = waiting.get(file);
    if (!wait) return early.set(file, [from, payload]);
    layout = layout || from;
    // The top of the index names the build, so that no cache mixes two.
    build = build || payload.name || "";
    if (from === layout) wait.resolve(payload);
    else wait.reject(fault(faults.mixed));
  }

  /// Adds a script to the page; `done` is called when it has run.
  function script(file, query, done, reject) {
    const element = document.createElement("script");
    element.src = root() + file + query;
    element.onload = done;
    element.onerror = () => reject(fault(faults.missing(file)));
    document.head.append(element);
  }

  /// What `make` makes of a name, kept; what failed may be tried again.
  function kept(all, name, make) {
    if (!all.has(name)) {
      const made = make();
      made.catch(() => all.delete(name));
      all.set(name, made);
    }
    return all.get(name);
  }

  const load = (name) => kept(loaded, name, () => new Promise((resolve, reject) => {
    const file = "search/" + name + ".js", came = early.get(name);
    waiting.set(name, { resolve, reject });
    // The page asks for the top of the index by itself, with the scripts.
    if (came && early.delete(name)) return shard(name, ...came);
    script(file, build && "?" + build, () => reject(fault(faults.damaged(file))), reject);
  }));

  const parts = new Map();
  /// A part of the search that most queries do without, from a script of its own: "facets", "spelling", "frames".
  const need = (name) => kept(parts, name, () => new Promise((resolve, reject) => {
    if (engine[name]) resolve(engine[name]);
    else script("assets/search-" + name + ".js", "", () => resolve(engine[name]), reject);
  }));

  const decoded = new Map();
  /// What `make` makes of the bytes of a shard, kept.
  async function unpacked(name, make) {
    const payload = await load(name);
    if (!decoded.has(name)) decoded.set(name, make(bytesOf(payload)));
    return decoded.get(name);
  }

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  /// A form as a string of its UTF-8 bytes, which sorts as the index does, and back.
  const bytewise = (form) => String.fromCharCode(...new TextEncoder().encode(form));
  const text8 = (form) => new TextDecoder().decode(Uint8Array.from(form, (c) => c.charCodeAt(0)));

  /// The place of the last item not above the value; -1 where all are.
  function last(list, value) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function reader(bytes) {
    let at = 0;
    const next = () => {
      let value = 0, scale = 1;
      while (at < bytes.length) {
        const byte = bytes[at++];
        value += (byte & 127) * scale;
        if (byte < 128) return value;
        scale *= 128;
      }
      throw fault(faults.damaged("search"));
    };
    /// The next of a sorted row of forms.
    const form = (before) => {
      let made = before.slice(0, next());
      for (let k = next(); k > 0; k--) made += String.fromCharCode(bytes[at++]);
      return made;
    };
    return { next, form, more: () => at < bytes.length, place: () => at, skip: (n) => { at += n; } };
  }

  const DIGITS = new Map([
    ..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
  ].map((c, n) => [c.charCodeAt(0), n]));
  /// A column of numbers: five bits a character, the lowest first, with 32 added where more follow.
  function column(text) {
    let at = 0;
    const next = () => {
      let value = 0;
      for (let scale = 1; at < text.length; scale *= 32) {
        const digit = DIGITS.get(text.charCodeAt(at++));
        value += (digit & 31) * scale;
        if (digit < 32) return value;
      }
      throw fault(faults.damaged("search/facets.js"));
    };
    return {
      next, signed: () => { const v = next(); return v % 2 ? -(v + 1) / 2 : v / 2; }, more: () => at < text.length
    };
  }

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

  // ---- Lists

  /// For each 12 bits `symbol << 4 | length` of the code that they begin with.
  function decodingTable(text) {
    const lengths = [...text].map((c) => parseInt(c, 16)), table = new Uint16Array(4096);
    let code = 0;
    for (let length = 1; length <= 12; length++, code *= 2)
      lengths.forEach((own, symbol) => {
        if (own !== length) return;
        const first = code << (12 - length);
        table.fill((symbol << 4) | length, first, first + (1 << (12 - length)));
        code++;
      });
    return table;
  }

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
  /// The list of a term: {term, code, rank, weight, docs, scores, starts, codes}; starts is null where the neighbours of
  /// a long term were not asked for.
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

  const wrong = () => { throw fault(faults.damaged("search")); };

  /// Reads postings bit by bit: `step` gives the distance to the next document, `rest` its impact, and puts its
  /// neighbours into `codes`.
  function bitReader(top, own, bytes, start) {
    const steps = top.tables[own], impacts = top.tables[8 + own], neighbours = top.tables[16 + own];
    let at = start * 8;
    const peek = () =>
      (((bytes[at >> 3] << 16) | (bytes[(at >> 3) + 1] << 8) | bytes[(at >> 3) + 2]) >> (8 - (at & 7))) & 0xffff;
    const symbol = (table) => {
      const found = table[peek() >> 4];
      if (!found || at > bytes.length * 8) wrong();
      at += found & 15;
      return found >> 4;
    };
    const step = () => {
      const width = symbol(steps);
      if (!width) wrong();
      let distance = 1;
      for (let left = width - 1; left > 0;) {
        const part = Math.min(left, 16);
        distance = distance * (1 << part) + (peek() >> (16 - part));
        at += part;
        left -= part;
      }
      return distance;
    };
    const rest = (codes) => {
      const found = symbol(impacts);
      let count = found & 7;
      if (count === 7) { count = peek() >> 8; at += 8; }
      for (; count > 0; count--) codes.push(symbol(neighbours));
      return found >> 3;
    };
    return { step, rest, isBeyond: () => at > bytes.length * 8 };
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

  Object.assign(engine, {
    faults, shard,
    index: {
      HITS, fault, root, need, load, unpacked, reader, column, openTop, hitOf, boost, bytewise, text8, last, lookUp, withPrefix, kindred, list, placeIn,
      codeOf, rankOf, follows, besides, hasPair, keepBeside, entry, source, place, name,
    },
  });
})((window.sitegenSearch = window.sitegenSearch || {}));
