// Loads and unpacks the files of the index. Sources/Search/IndexFormat.swift and PostingCodes.swift describe them.
// No network but script elements, so that it works from a disk.
(function (engine) {
  "use strict";

  const VERSION = 2, EXACT = 64, CODES = 72, MOST_NEIGHBOURS = 255, HITS = ["passage", "note", "speaker", "topic", "source"];
  /// What went wrong, as the page says it; a page may replace the words.
  const faults = {
    missing: (file) => "The search index is incomplete: " + file + " could not be loaded. Reload the page; if that does not help, the site has to be built again.",
    damaged: (file) => "The search index is damaged: " + file + " cannot be read.",
    mixed: "The search index has changed since this page was loaded. Please reload the page.",
    version: (found, expected) => "The search index has version " + found + ", this page reads version " + expected + ". Please reload the page.",
  };
  const waiting = new Map(), loaded = new Map();
  let build = "";
  const fault = (text) => Object.assign(new Error(text), { forReader: true });
  const root = () => document.body.dataset.root || "";

  /// Called by every file of the index.
  function shard(name, from, payload) {
    const wait = waiting.get(name);
    if (!wait) return;
    if (!build) build = from;
    if (from === build) wait.resolve(payload);
    else wait.reject(fault(faults.mixed));
  }

  function load(name) {
    if (!loaded.has(name)) {
      const made = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, { resolve, reject });
        script.src = root() + "search/" + name + ".js" + (build ? "?" + build : "");
        script.onload = () => reject(fault(faults.damaged("search/" + name + ".js")));
        script.onerror = () => reject(fault(faults.missing("search/" + name + ".js")));
        document.head.append(script);
      });
      // What failed may be tried again.
      made.catch(() => loaded.delete(name));
      loaded.set(name, made);
    }
    return loaded.get(name);
  }

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
    const signed = () => { const v = next(); return v % 2 ? -(v + 1) / 2 : v / 2; };
    /// The next of a sorted row of forms.
    const form = (before) => {
      let made = before.slice(0, next());
      for (let k = next(); k > 0; k--) made += String.fromCharCode(bytes[at++]);
      return made;
    };
    return { next, signed, form, more: () => at < bytes.length, place: () => at, skip: (n) => { at += n; } };
  }

  const DIGITS = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"].map((c, n) => [c.charCodeAt(0), n]));
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
    return { next, signed: () => { const v = next(); return v % 2 ? -(v + 1) / 2 : v / 2; }, more: () => at < text.length };
  }

  // ---- The top of the index and the documents

  const kept = {};
  /// What is made once, and again where it failed.
  function once(key, make) {
    if (!kept[key]) (kept[key] = make()).catch(() => { kept[key] = null; });
    return kept[key];
  }

  /// The top of the index: enough to look words up.
  const openTop = () => once("top", async () => {
    const top = await load("index");
    if (top.version !== VERSION) throw fault(faults.version(top.version, VERSION));
    top.keys = top.keys.map(bytewise);
    top.dictionary = top.dictionary.map(bytewise);
    top.firsts = [0];
    for (const count of top.terms) top.firsts.push(top.firsts[top.firsts.length - 1] + count);
    top.firstLong = top.firsts.pop();
    top.longForms = new Map(top.longForms.map((form, n) => [bytewise(form), top.longTerms[n]]));
    top.exact = new Map(top.exact.map((term, code) => [term, code]));
    top.tables = top.codes.map(decodingTable);
    return top;
  });

  /// {top, table}: what all documents are.
  const open = () => once("table", async () => {
    const [top, facets] = await Promise.all([openTop(), load("facets")]);
    return { top, table: documents(top, facets) };
  });

  function documents(top, facets) {
    const n = top.documents, numbers = () => new Int32Array(n);
    const t = { facets, hit: numbers(), source: numbers(), kind: numbers(), speaker: numbers(), topics: numbers(), passage: numbers(), events: [], languages: [], days: [] };
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
    const add = (hit, source, kind, speaker, topics, passage) => {
      t.hit[d] = hit; t.source[d] = source; t.kind[d] = kind - 1; t.speaker[d] = speaker - 1; t.topics[d] = topics; t.passage[d++] = passage;
    };
    const blocks = column(facets.blocks), days = column(facets.days);
    const number = runs(facets.numbers), speaker = runs(facets.speakerRuns), topics = runs(facets.topicRuns);
    for (let s = 0; s < top.sources; s++) {
      const count = blocks.next(), kind = blocks.next();
      add(4, s, kind, 0, blocks.next(), 0);
      t.events.push(blocks.next() - 1);
      t.languages.push(blocks.next());
      const span = days.next();
      if (span) day += days.signed();
      t.days.push(span ? [day, day + span - 1] : null);
      let before = 0;
      for (let i = 0; i < count; i++) {
        const step = number();
        before += (step % 2 ? -(step + 1) / 2 : step / 2) + 1;
        add(0, s, kind, speaker(), topics(), before);
      }
    }
    const others = column(facets.entries);
    while (others.more()) {
      const hit = others.next(), kind = others.next(), source = others.next() - 1, passage = others.next();
      add(hit, source, kind, others.next(), others.next(), passage);
    }
    t.years = t.days.map((span) => (span && span[0] > engine.dates.KNOWN[0] ? engine.dates.yearOf(span[0]) : null));
    t.most = Math.max(top.sources, facets.speakers.length, facets.kinds.length, facets.topicSets.length, HITS.length);
    facets.ins = HITS.map((hit) => (hit === "source" ? ["titles", "titles"] : [hit + "s", hit + "s"]));
    return t;
  }

  // ---- Forms

  const tableOf = (top, form) => Math.max(0, last(top.keys, form));

  /// The forms and the places of the lists of a shard.
  const terms = (top, n) => unpacked("p" + n, (bytes) => {
    const r = reader(bytes), end = r.next() + r.place(), words = [], lists = [];
    let form = "", term = top.firsts[n];
    while (r.place() < end) {
      form = r.form(form);
      const own = [];
      for (let k = r.next(); k > 0; k--) own.push((term += r.signed()));
      words.push({ form, terms: own });
    }
    for (let k = top.terms[n]; k > 0; k--) {
      const documents = r.next(), size = r.next();
      lists.push({ documents, at: r.place() });
      r.skip(size);
    }
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
    const found = new Set(), places = new Set(wanted.filter((t) => t < top.firstLong).map((t) => last(top.firsts, t)));
    for (const [long, own] of top.longForms) if (own.some((t) => wanted.includes(t))) found.add(text8(long));
    if (!top.longForms.has(form) && top.keys.length) places.add(tableOf(top, form));
    const set = new Set(wanted);
    for (const n of places) for (const word of (await terms(top, n)).words) if (word.terms.some((t) => set.has(t))) found.add(text8(word.form));
    return found;
  }

  /// Forms of the dictionary that begin so, as {form, count}, from so many shards at most.
  async function dictionary(top, prefix, most) {
    const found = [], first = Math.max(0, last(top.dictionary, prefix));
    let end = first + 1;
    while (end < top.dictionary.length && top.dictionary[end].startsWith(prefix)) end++;
    const isPartial = end - first > most, numbers = [];
    for (let n = first; n < Math.min(end, first + most, top.dictionary.length); n++) numbers.push(n);
    const shards = await Promise.all(numbers.map((n) => unpacked("d" + n, (bytes) => {
      const r = reader(bytes), all = [];
      for (let form = ""; r.more();) all.push({ form: (form = r.form(form)), count: r.next() });
      return all;
    })));
    for (const shard of shards) for (const entry of shard) if (entry.form.startsWith(prefix)) found.push(entry);
    return { found, isPartial };
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

  const codeOf = (top, term) => (top.exact.has(term) ? top.exact.get(term) : EXACT + (Math.floor((term * 2654435761) / 256) % 8));

  const lists = new Map();
  /// The list of a term: {term, weight, docs, scores, starts, codes}; starts is null where the neighbours of a long
  /// term were not asked for.
  async function list(top, term, isWhole) {
    const known = lists.get(term);
    if (known && (known.starts || !isWhole)) return known;
    let made;
    if (term >= top.firstLong) {
      const n = top.keys.length + term - top.firstLong, same = (bytes) => bytes;
      const [bytes, others] = await Promise.all([unpacked("p" + n, same), isWhole ? unpacked("q" + n, same) : null]);
      made = unpack(top, term, top.long[term - top.firstLong], bytes, 0, others || new Uint8Array(0), isWhole, false);
    } else {
      const n = last(top.firsts, term), shard = await terms(top, n), { documents, at } = shard.lists[term - top.firsts[n]];
      made = unpack(top, term, documents, shard.bytes, at, shard.bytes, true, true);
    }
    lists.set(term, made);
    return made;
  }

  function unpack(top, term, count, bytes, start, others, hasNeighbours, isJoined) {
    const own = Math.min(6, (32 - Math.clz32(count)) >> 1), weight = weightOf(count, top.documents);
    const steps = top.tables[own], impacts = top.tables[7 + own], codes = top.tables[14 + (isJoined ? own : 7)];
    const out = { term, weight, docs: new Int32Array(count), scores: new Int32Array(count), starts: hasNeighbours ? new Int32Array(count + 1) : null, codes: [] };
    let at = start * 8, other = 0, document = -1;
    const peek = (from, place) => (((from[place >> 3] << 16) | (from[(place >> 3) + 1] << 8) | from[(place >> 3) + 2]) >> (8 - (place & 7))) & 0xffff;
    const wrong = () => { throw fault(faults.damaged("search")); };
    for (let k = 0; k < count; k++) {
      const step = steps[peek(bytes, at) >> 4], width = step >> 4;
      if (!width || at > bytes.length * 8) wrong();
      at += step & 15;
      let distance = 1;
      for (let left = width - 1; left > 0;) {
        const part = Math.min(left, 16);
        distance = distance * (1 << part) + (peek(bytes, at) >> (16 - part));
        at += part;
        left -= part;
      }
      document += distance;
      if (document >= top.documents) wrong();
      const impact = impacts[peek(bytes, at) >> 4], symbol = impact >> 4;
      at += impact & 15;
      let found = symbol & 7;
      if (found === 7) { found = peek(bytes, at) >> 8; at += 8; }
      out.docs[k] = document;
      out.scores[k] = weight * ((symbol >> 3) + 1);
      if (!hasNeighbours) continue;
      for (; found > 0; found--) {
        const next = codes[peek(others, isJoined ? at : other) >> 4];
        if (!next) wrong();
        if (isJoined) at += next & 15;
        else other += next & 15;
        out.codes.push(next >> 4);
      }
      out.starts[k + 1] = out.codes.length;
    }
    if (at > bytes.length * 8 || other > others.length * 8) wrong();
    return out;
  }

  const placeIn = (list, d) => {
    const at = last(list.docs, d);
    return at >= 0 && list.docs[at] === d ? at : -1;
  };

  function hasNeighbour(list, at, code) {
    if (!list.starts) return false;
    const from = list.starts[at], to = list.starts[at + 1];
    if (to - from >= MOST_NEIGHBOURS) return true;
    for (let k = from; k < to; k++) if (list.codes[k] === code) return true;
    return false;
  }

  /// Whether the index says that a document has the second of two terms at once behind the first.
  function follows(top, first, second, d) {
    const a = placeIn(first, d), b = a < 0 ? -1 : placeIn(second, d);
    if (b < 0) return false;
    const isRarer = first.docs.length - second.docs.length || first.term - second.term;
    return isRarer <= 0 ? hasNeighbour(first, a, codeOf(top, second.term)) : hasNeighbour(second, b, CODES + codeOf(top, first.term));
  }

  // ---- What is shown

  async function entry(top, n) {
    const all = await load("e" + Math.floor(n / top.perEntries)), at = (n % top.perEntries) * 3;
    return { title: all[at], url: all[at + 1], text: all[at + 2] };
  }

  async function source(top, n) {
    const [id, url] = (await load("s" + Math.floor(n / top.perSources)))[n % top.perSources].split("\n");
    return { id, url: url || "sources/" + id + ".html" };
  }

  async function name(top, n) {
    const all = await load("n" + Math.floor(n / top.perSources)), at = (n % top.perSources) * 2;
    return { title: all[at], date: all[at + 1] };
  }

  Object.assign(engine, {
    faults, shard,
    index: { HITS, fault, root, open, openTop, bytewise, text8, last, lookUp, withPrefix, kindred, dictionary, list, placeIn, follows, entry, source, name },
  });
})((window.sitegenSearch = window.sitegenSearch || {}));
