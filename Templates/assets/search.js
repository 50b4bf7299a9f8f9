// Search in the browser: reads the index in search/ and fills search.html. The format of the index and the
// order of the steps are described in docs/search.md; Sources/Search holds the same in Swift, and both give
// the same hits in the same order. No network but script elements, so that it works from a disk.
(function () {
  "use strict";

  const texts = {
    searching: "Searching …",
    none: (unknown) => (unknown.length ? "Nothing found: no word like " + unknown.map((w) => "“" + w + "”").join(", ") + " in this archive. " : "Nothing found. ") +
      "Try fewer or other words, the beginning of a word with a star (negot*), or remove a filter.",
    passages: (n, about) => (about ? "about " : "") + n.toLocaleString("en-GB") + (n === 1 ? " passage" : " passages"),
    results: (n, about) => (about ? "about " : "") + n.toLocaleString("en-GB") + (n === 1 ? " result" : " results"),
    shown: (n) => ", the best " + n + " shown",
    partial: "; only the first hundred words with that beginning were searched for",
    more: "Show more results",
    moreValues: (n) => "Show " + n + " more",
    facets: { speaker: "Speaker", topic: "Topic", source: "Source", kind: "Kind" },
    kinds: ["Passage", "Note", "Speaker", "Topic", "Source"],
    passage: (title, number) => title + ", passage " + number,
    missing: (file) => "The search index is incomplete: " + file + " could not be loaded. Reload the page; if that does not help, the site has to be built again.",
    damaged: (file) => "The search index is damaged: " + file + " cannot be read.",
    mixed: "The search index has changed since this page was loaded. Please reload the page.",
    version: (found, expected) => "The search index has version " + found + ", this page reads version " + expected + ". Please reload the page.",
  };
  const VERSION = 1, PAGE = 20, RERANKED = 100, MOST_PREFIX = 100, MOST_TEXTS = 32, EXCERPT = 40, BEFORE = 8;
  const FACETS = ["speaker", "topic", "source", "kind"];

  // ---- Tokeniser: the specification is in Sources/Search/Tokeniser.swift and Letters.swift.

  const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3005-\u3007\u3021-\u3029\u3031-\u312F\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\u{1B000}-\u{1B16F}\u{20000}-\u{3FFFF}]/u;
  const DROPPED = /[\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E4\u06E7\u06E8\u06EA-\u06ED\u1AB0-\u1AFF\u1DC0-\u1DFF\u200C\u200D\u2060\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]/;
  const APOSTROPHE = /['\u2019\u02BC\uFF07]/;
  const FOLDED = /[\u00C0-\u024F\u0370-\u052F\u0622-\u0626\u06C0-\u06D3\u1E00-\u1FFF\uFB00-\uFB06\uFF10-\uFF5A]/;
  const STROKES = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ŧ: "t", ß: "ss", æ: "ae", œ: "oe", ı: "i", ς: "σ", ŉ: "n" };
  const ELISIONS = new Set("l d j m t s n c qu jusqu lorsqu puisqu dell nell sull dall all un quell quest".split(" "));
  const LONGEST = 32;
  const SEPARATOR = 0, JOINED = 1, SINGLE = 2, DROP = 3, QUOTE = 4;
  const seen = new Map();

  /// Class, lower case and folded form of a character.
  function look(ch) {
    let found = seen.get(ch);
    if (found) return found;
    if (APOSTROPHE.test(ch)) found = [QUOTE];
    else if (DROPPED.test(ch)) found = [DROP];
    else if (!/[\p{L}\p{M}\p{N}]/u.test(ch)) found = [SEPARATOR];
    else if (UNSPACED.test(ch)) found = [SINGLE, ch, ch];
    else {
      const lower = [...ch.toLowerCase()][0];
      let folded = lower;
      if (FOLDED.test(lower))
        folded = [...(STROKES[lower] || lower.normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, ""))].map((c) => STROKES[c] || c).join("") || lower;
      found = [JOINED, lower, folded];
    }
    seen.set(ch, found);
    return found;
  }

  /// The tokens of a text: {kind: "word" | "single" | "pair", form, position, start, end, elided}, offsets in
  /// UTF-16 units. A pure function.
  function tokens(text) {
    const out = [], chars = [...text];
    let position = 0, lower = "", folded = "", letters = 0, start = 0, end = 0, before = null, at = 0;
    const finish = (elided) => {
      if (letters) out.push({ kind: "word", form: folded, position: position++, start, end, elided: !!elided });
      letters = 0;
      lower = folded = "";
    };
    const isJoined = (i) => i < chars.length && look(chars[i])[0] === JOINED;
    for (let i = 0; i < chars.length; i++) {
      const ch = chars[i], behind = at + ch.length, [kind, low, fold] = look(ch);
      if (kind === JOINED) {
        before = null;
        if (!letters) start = at;
        if (letters++ < LONGEST) {
          lower += low;
          folded += fold;
        }
        end = behind;
      } else if (kind === DROP) {
        if (letters && end === at) end = behind;
      } else if (kind === SINGLE) {
        finish();
        out.push({ kind: "single", form: ch, position, start: at, end: behind, elided: false });
        if (before) out.push({ kind: "pair", form: before.form + ch, position: position - 1, start: before.start, end: behind, elided: false });
        before = { form: ch, start: at };
        position++;
      } else if (kind === QUOTE && letters && isJoined(i + 1)) {
        before = null;
        if (ELISIONS.has(lower)) finish(true);
        else if (/^s$/i.test(chars[i + 1]) && !isJoined(i + 2)) {
          finish();
          at = behind + 1;
          i++;
          continue;
        }
      } else {
        before = null;
        finish();
      }
      at = behind;
    }
    finish();
    return out;
  }

  // ---- Files

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
    else wait.reject(fault(texts.mixed));
  }

  function load(name) {
    if (!loaded.has(name)) {
      const made = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        waiting.set(name, { resolve, reject });
        script.src = root() + "search/" + name + ".js" + (build ? "?" + build : "");
        script.onload = () => reject(fault(texts.damaged("search/" + name + ".js")));
        script.onerror = () => reject(fault(texts.missing("search/" + name + ".js")));
        document.head.append(script);
      });
      // What failed may be tried again.
      made.catch(() => loaded.delete(name));
      loaded.set(name, made);
    }
    return loaded.get(name);
  }

  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

  function reader(bytes, from, to) {
    let at = from || 0;
    const end = to === undefined ? bytes.length : to;
    const next = () => {
      let value = 0, scale = 1;
      while (at < end) {
        const byte = bytes[at++];
        value += (byte & 127) * scale;
        if (byte < 128) return value;
        scale *= 128;
      }
      throw fault(texts.damaged("search"));
    };
    return { next, signed: () => { const v = next(); return v % 2 ? -(v + 1) / 2 : v / 2; }, more: () => at < end, place: () => at, skip: (n) => { at += n; } };
  }

  const decoded = new Map();
  /// What `make` makes of a shard, kept.
  async function unpacked(name, make) {
    const payload = await load(name);
    if (!decoded.has(name)) decoded.set(name, make(payload));
    return decoded.get(name);
  }

  /// A form as a string of its UTF-8 bytes, which sorts as the index does.
  const bytewise = (form) => String.fromCharCode(...new TextEncoder().encode(form));
  const text8 = (form) => new TextDecoder().decode(Uint8Array.from(form, (c) => c.charCodeAt(0)));

  /// The number of the last item not above the value.
  function last(list, value) {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  let opened = null;
  /// The top of the index and the table of documents, loaded once.
  function open() {
    if (!opened) {
      opened = (async () => {
        const top = await load("index");
        if (top.version !== VERSION) throw fault(texts.version(top.version, VERSION));
        top.words = top.words.map(bytewise);
        return { top, table: documents(top, await load("facets")) };
      })();
      opened.catch(() => { opened = null; });
    }
    return opened;
  }

  function documents(top, facets) {
    const n = top.documents, column = () => new Int32Array(n);
    const t = { facets, hit: column(), source: column(), kind: column(), speaker: column(), topics: column(), passage: column() };
    const runs = (base64) => {
      const r = reader(bytesOf(base64));
      let value = 0, left = 0;
      return () => {
        if (!left) { value = r.next(); left = r.next(); }
        left--;
        return value;
      };
    };
    let d = 0;
    const add = (hit, source, kind, speaker, topics, passage) => {
      t.hit[d] = hit; t.source[d] = source; t.kind[d] = kind - 1; t.speaker[d] = speaker - 1; t.topics[d] = topics; t.passage[d++] = passage;
    };
    const blocks = reader(bytesOf(facets.blocks)), number = runs(facets.numbers), speaker = runs(facets.speakerRuns), topics = runs(facets.topicRuns);
    for (let s = 0; s < top.sources; s++) {
      const count = blocks.next(), kind = blocks.next();
      add(4, s, kind, 0, blocks.next(), 0);
      let before = 0;
      for (let i = 0; i < count; i++) {
        const step = number();
        before += (step % 2 ? -(step + 1) / 2 : step / 2) + 1;
        add(0, s, kind, speaker(), topics(), before);
      }
    }
    const others = reader(bytesOf(facets.entries));
    while (others.more()) {
      const hit = others.next(), kind = others.next(), source = others.next() - 1, passage = others.next();
      add(hit, source, kind, others.next(), others.next(), passage);
    }
    return t;
  }

  /// The values of a facet that a document has.
  function values(table, facet, d) {
    if (facet === "topic") return table.facets.topicSets[table.topics[d]];
    return table[facet][d] < 0 ? [] : [table[facet][d]];
  }

  const words = (n) => unpacked("w" + n, (base64) => {
    const bytes = bytesOf(base64), r = reader(bytes), out = [];
    let form = "", term = 0;
    while (r.more()) {
      form = form.slice(0, r.next());
      for (let k = r.next(); k > 0; k--) { form += String.fromCharCode(bytes[r.place()]); r.skip(1); }
      const terms = [];
      for (let k = r.next(); k > 0; k--) terms.push((term += r.signed()));
      out.push({ form, terms });
    }
    return out;
  });

  async function postings(top, term) {
    const n = last(top.postings, term);
    const { bytes, places } = await unpacked("p" + n, (base64) => {
      const bytes = bytesOf(base64), places = [], r = reader(bytes);
      while (r.more()) {
        places.push(r.place());
        r.next(); r.next();
        const a = r.next();
        r.skip(r.next() + a);
      }
      return { bytes, places };
    });
    const r = reader(bytes, places[term - top.postings[n]]);
    r.next();
    const weight = r.next(), a = r.next(), b = r.next(), start = r.place();
    return { weight, first: reader(bytes, start, start + a), second: reader(bytes, start + a, start + a + b) };
  }

  const textShard = (top, d) => {
    const first = top.documents - top.entries;
    return d < first ? "t" + last(top.texts, d) : "e" + Math.floor((d - first) / top.perEntries);
  };

  /// What is shown of a document: {section, text} or {title, url, text}.
  async function content(top, d) {
    const name = textShard(top, d), all = await load(name), first = top.documents - top.entries;
    if (d >= first) {
      const at = ((d - first) % top.perEntries) * 3;
      return { title: all[at], url: all[at + 1], text: all[at + 2] };
    }
    let at = (d - top.texts[+name.slice(1)]) * 2;
    const text = all[at + 1];
    while (all[at] === null) at -= 2;
    return { section: all[at], text };
  }

  async function source(top, n) {
    const [id, title, url, date] = (await load("s" + Math.floor(n / top.perSources)))[n % top.perSources];
    return { id, title, url, date };
  }

  // ---- Query: see Sources/Search/Query.swift

  function parse(text) {
    const clauses = [], filters = [], isSpace = (c) => /[\u0000-\u0020\u00A0\u3000\u202F]/.test(c), isQuote = (c) => /["“”„]/.test(c);
    let i = 0;
    const quoted = () => {
      const start = ++i;
      while (i < text.length && !isQuote(text[i])) i++;
      return text.slice(start, i++);
    };
    const add = (chunk, isQuoted, isExcluded) => {
      let found = tokens(chunk);
      const pairs = new Set(found.filter((t) => t.kind === "pair").map((t) => t.position));
      if (!isQuoted && found.length > 1) found = found.filter((t, n) => !t.elided || n === found.length - 1);
      if (!found.length) return;
      const first = Math.min(...found.map((t) => t.position));
      const sequence = found.filter((t) => t.kind !== "pair").map((t) => t.form);
      const looked = found.filter((t) => t.kind !== "single" || !(pairs.has(t.position) || pairs.has(t.position - 1))).sort((a, b) => a.position - b.position);
      const isPhrase = isQuoted || looked.length > 1, isWord = looked[0].kind === "word";
      clauses.push({
        kind: isPhrase ? "phrase" : chunk.endsWith("*") && isWord ? "prefix" : "word",
        tokens: looked.map((t) => ({ form: t.form, offset: t.position - first })),
        sequence: isPhrase || !isWord ? sequence : [], isExcluded,
      });
    };
    while (i < text.length) {
      if (isSpace(text[i])) { i++; continue; }
      const isExcluded = text[i] === "-" && i + 1 < text.length && !isSpace(text[i + 1]);
      if (isExcluded) i++;
      if (isQuote(text[i])) { add(quoted(), true, isExcluded); continue; }
      const start = i;
      while (i < text.length && !isSpace(text[i]) && !isQuote(text[i])) i++;
      let chunk = text.slice(start, i);
      const facet = FACETS.find((f) => chunk.startsWith(f + ":"));
      if (facet) {
        let value = chunk.slice(facet.length + 1);
        if (!value && i < text.length && isQuote(text[i])) value = quoted();
        if (value) { filters.push({ facet, value }); continue; }
        chunk = facet;
      }
      add(chunk, false, isExcluded);
    }
    return { clauses, filters };
  }

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

  /// Answers a query: total (isAbout where phrases were not all verified), counts by facet as [number, hits],
  /// and `take(n)`, which gives the best n hits with what is shown of them.
  async function search(text, chosen) {
    const { top, table } = await open(), query = parse(text);
    const result = { total: 0, isAbout: false, isPartial: false, unknown: [], counts: {}, onlyPassages: true, take: async () => [] };
    const picked = chosen || {};
    if (!query.clauses.length && !query.filters.length && !FACETS.some((f) => (picked[f] || []).length)) return Object.assign(result, { isEmpty: true });
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
        const wave = ranked.slice(rest, (rest += PAGE)), good = await Promise.all(wave.map((hit) => stands(top, slots, hit.d)));
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

  async function show(top, table, slots, { d, score }) {
    const [own, from] = await Promise.all([content(top, d), table.source[d] < 0 ? null : source(top, table.source[d])]);
    const speaker = table.speaker[d] < 0 ? null : table.facets.speakers[table.speaker[d]];
    const number = table.passage[d], isEntry = own.url !== undefined;
    return {
      kind: table.hit[d], score, number, source: from && from.id, passage: number ? "p" + number : null,
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

  // For tests, and for other scripts of the theme.
  window.sitegenSearch = { shard, tokens, parse, search };

  // ---- The page

  const form = document.getElementById("search-form");
  if (!form) return;
  const box = document.getElementById("q"), status = document.getElementById("search-status");
  const list = document.getElementById("results"), facetBox = document.getElementById("facets");
  const wide = window.matchMedia ? window.matchMedia("(min-width: 60rem)").matches : true;
  const unfolded = new Set(), closed = new Map();
  let round = 0, timer = 0, state = { q: "", chosen: {} };

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const key in attributes) if (attributes[key] !== null && attributes[key] !== undefined && attributes[key] !== false) made.setAttribute(key, attributes[key]);
    made.append(...children.filter((c) => c !== null && c !== ""));
    return made;
  }

  function readAddress() {
    const params = new URLSearchParams(location.search);
    state = { q: params.get("q") || "", chosen: {} };
    for (const facet of FACETS) state.chosen[facet] = params.getAll(facet).filter(Boolean);
  }

  function writeAddress(replaces) {
    const params = new URLSearchParams();
    if (state.q) params.set("q", state.q);
    for (const facet of FACETS) for (const id of state.chosen[facet] || []) params.append(facet, id);
    const query = params.toString(), address = location.pathname + (query ? "?" + query : "");
    if (query === location.search.slice(1)) return;
    // Some browsers refuse to change the address of a page from a disk; the search works all the same.
    try { history[replaces ? "replaceState" : "pushState"](null, "", address); } catch (refused) { void refused; }
  }

  async function facetItems(facet, counts, chosen) {
    const { top, table } = await open(), more = unfolded.has(facet);
    const label = async (n) => {
      if (facet !== "source") return table.facets[facet + "s"][n];
      const s = await source(top, n);
      return [s.id, s.title];
    };
    const items = [], left = new Set(chosen);
    for (const [n, count] of more ? counts : counts.slice(0, 10)) {
      const [id, name] = await label(n);
      left.delete(id);
      items.push({ id, name, count });
    }
    // What is chosen stays in sight, so that it can be taken back.
    for (const id of left) {
      let name = id, count = 0;
      const total = facet === "source" ? top.sources : table.facets[facet + "s"].length;
      for (let n = 0; n < total; n++) {
        const pair = await label(n);
        if (pair[0] === id) {
          name = pair[1];
          count = (counts.find((c) => c[0] === n) || [0, 0])[1];
          break;
        }
      }
      items.push({ id, name, count });
    }
    return items;
  }

  async function drawFacets(result, mine) {
    const parts = [];
    for (const facet of FACETS) {
      const counts = result.counts[facet] || [], chosen = state.chosen[facet] || [];
      if (!counts.length && !chosen.length) continue;
      const items = await facetItems(facet, counts, chosen);
      const set = element("fieldset", { "aria-label": texts.facets[facet] });
      set.append(element("ul", {}, ...items.map(({ id, name, count }) => {
        const check = element("input", { type: "checkbox", name: facet, value: id });
        check.checked = chosen.includes(id);
        return element("li", {}, element("label", {}, check, " ", element("span", { class: "facet-name" }, name), " ", element("span", { class: "facet-count" }, String(count))));
      })));
      if (!unfolded.has(facet) && counts.length > 10) {
        const more = element("button", { type: "button", class: "facet-more", "data-facet": facet }, texts.moreValues(counts.length - 10));
        more.addEventListener("click", () => { unfolded.add(facet); run(); });
        set.append(more);
      }
      const part = element("details", { class: "facet", "data-facet": facet, open: (closed.has(facet) ? !closed.get(facet) : wide || chosen.length > 0) && "" }, element("summary", {}, texts.facets[facet]), set);
      part.addEventListener("toggle", () => closed.set(facet, !part.open));
      parts.push(part);
    }
    if (mine !== round) return;
    const focused = facetBox.contains(document.activeElement) ? document.activeElement : null;
    facetBox.replaceChildren(...parts);
    if (!focused) return;
    const name = focused.name || focused.dataset.facet || (focused.parentElement && focused.parentElement.dataset.facet);
    const inputs = [...facetBox.querySelectorAll("input")].filter((i) => i.name === name);
    const again = focused.type === "checkbox" ? inputs.find((i) => i.value === focused.value) : focused.type === "button" ? inputs[10] : null;
    const open = facetBox.querySelector('details[data-facet="' + name + '"] summary');
    if (again || open) (again || open).focus();
  }

  function item(hit) {
    const title = hit.number && hit.kind === 0 ? texts.passage(hit.title, hit.number) : hit.title;
    const meta = [["hit-speaker", hit.speaker], ["hit-date", hit.date], ["hit-source", hit.sourceTitle], ["hit-section", hit.section]];
    return element("li", { class: "hit hit-" + ["passage", "note", "speaker", "topic", "source"][hit.kind], "data-source": hit.source || "", "data-passage": hit.passage || "" },
      element("p", { class: "hit-title" }, element("a", { href: root() + hit.url }, title), " ", element("span", { class: "hit-kind" }, texts.kinds[hit.kind])),
      element("p", { class: "hit-meta" }, ...[].concat(...meta.filter((m) => m[1]).map(([name, text]) => [element("span", { class: name }, text), " "]))),
      element("p", { class: "hit-excerpt" }, ...hit.excerpt.map(([text, isMarked]) => (isMarked ? element("mark", {}, text) : text))));
  }

  const say = (text) => { if (status.textContent !== text) status.textContent = text; };

  async function run() {
    const mine = ++round, old = document.getElementById("more-results");
    clearTimeout(timer);
    try {
      const wait = setTimeout(() => { if (mine === round) say(texts.searching); }, 400);
      let result, hits;
      try {
        result = await search(state.q, state.chosen);
        hits = await result.take(PAGE);
      } finally { clearTimeout(wait); }
      if (mine !== round) return;
      if (old) old.remove();
      list.replaceChildren(...hits.map(item));
      const announce = () => {
        if (result.isEmpty) return say("");
        const count = (result.onlyPassages ? texts.passages : texts.results)(result.total, result.isAbout);
        say(!result.total ? texts.none(result.unknown) : count + (hits.length < result.total ? texts.shown(hits.length) : "") + (result.isPartial ? texts.partial : ""));
      };
      announce();
      if (hits.length && !result.isDone) {
        const more = element("button", { type: "button", id: "more-results" }, texts.more);
        more.addEventListener("click", async () => {
          try {
            const next = await result.take(hits.length + PAGE), added = next.slice(hits.length).map(item);
            if (mine !== round) return;
            hits = next;
            list.append(...added);
            announce();
            if (added.length) added[0].querySelector("a").focus();
            if (result.isDone) more.remove();
          } catch (error) { fail(error); }
        });
        list.after(more);
      }
      await drawFacets(result, mine);
    } catch (error) {
      if (mine === round) fail(error);
    }
  }

  function fail(error) {
    list.replaceChildren();
    say(error.forReader ? error.message : texts.damaged("search"));
    if (!error.forReader) throw error;
  }

  function fromAddress() {
    readAddress();
    box.value = state.q;
    run();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    state.q = box.value.trim();
    writeAddress(false);
    run();
  });
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      state.q = box.value.trim();
      writeAddress(true);
      run();
    }, 250);
  });
  facetBox.addEventListener("change", (event) => {
    const facet = event.target.name;
    if (!FACETS.includes(facet)) return;
    state.chosen[facet] = [...facetBox.querySelectorAll("input:checked")].filter((i) => i.name === facet).map((i) => i.value);
    writeAddress(false);
    run();
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target, isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.isContentEditable;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && !isTyping) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const links = [...list.querySelectorAll(".hit-title a")], at = links.indexOf(target);
      if (at < 0 && !(target === box && event.key === "ArrowDown")) return;
      const next = event.key === "ArrowDown" ? links[at + 1] : links[at - 1] || box;
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  });
  window.addEventListener("popstate", fromAddress);
  fromAddress();
})();
