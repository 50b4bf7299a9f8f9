// Loads and unpacks the files of the index. Sources/Search/IndexFormat.swift describes them. No network but
// script elements, so that it works from a disk.
(function (engine) {
  "use strict";

  const VERSION = 1;
  /// What went wrong, as the page says it; a page may replace the words.
  const faults = {
    missing: (file) => "The search index is incomplete: " + file + " could not be loaded. Reload the page; if that does not help, the site has to be built again.",
    damaged: (file) => "The search index is damaged: " + file + " cannot be read.",
    mixed: "The search index has changed since this page was loaded. Please reload the page.",
    version: (found, expected) => "The search index has version " + found + ", this page reads version " + expected + ". Please reload the page.",
  };

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
      throw fault(faults.damaged("search"));
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
        if (top.version !== VERSION) throw fault(faults.version(top.version, VERSION));
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

  Object.assign(engine, { faults, shard, index: { last, open, values, words, postings, textShard, content, source, load, bytewise, text8 } });
})((window.sitegenSearch = window.sitegenSearch || {}));
