// Loads and unpacks the files of the index. Sources/Search/IndexFormat.swift and PostingCodes.swift describe them.
// No network but script elements, so that it works from a disk.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/files")) return;

  // The top of the index stands in the page itself, and calls `shard`.
  const top = document.querySelector('script[src$="search/index.js"]');
  if (top && top.compareDocumentPosition(document.currentScript) & Node.DOCUMENT_POSITION_FOLLOWING)
    console.error("search/index.js is before assets/search-engine.js, so the browser loads it twice. "
      + "Move it after assets/search-engine.js in page.mustache.");

  /// What went wrong, as the page says it; a page may replace the words.
  const faults = {
    missing: (file) =>
      "The search index is incomplete: " + file
        + " could not be loaded. Reload the page. If this does not help, the site must be built again.",
    damaged: (file) => "The search index is damaged: " + file + " cannot be read.",
    mixed: "The search index has changed since this page was loaded. Reload the page.",
    version: (found, expected) =>
      "The search index has version " + found + ", this page reads version " + expected + ". Reload the page.",
  };
  const waiting = new Map(), loaded = new Map(), early = new Map();
  let layout = "", build = "";
  const fault = (text) => Object.assign(new Error(text), { forReader: true });
  const { root } = window.sitegenScripts;

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
    element.src = root + file + query;
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

  Object.assign(engine, { faults, shard });
  engine.files = {
    fault, root, need, load, kept, unpacked, wrong,
    bytewise, text8, last, reader, column, decodingTable, bitReader,
  };
})((window.sitegenSearch = window.sitegenSearch || {}));
