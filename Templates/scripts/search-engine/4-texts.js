// What is shown of a document. The words of passages are read from the pages of the sources, as the index keeps no copy
// of them: over http a page is fetched; from a disk search-frames.js reads it.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-engine/texts", "site", "search-engine/index")) return;

  const { fault, root, need } = engine.files, { hitOf, entry, place, name } = engine.index;
  const pages = new Map(), MOST = 6e6;
  let kept = 0;

  /// {title, date, language, passages: [{id, text, section, speaker} …], headings: [{id, text} …]} of the page at an
  /// address below the top of the site.
  function page(url) {
    if (!pages.has(url)) {
      const read = location.protocol === "file:"
        ? need("frames").then((frames) => frames.page(root + url))
        : fetched(root + url);
      const made = read.then((found) => {
        if (!found) throw fault(engine.faults.damaged(url));
        keep(url, found.passages.reduce((sum, [, text]) => sum + text.length, 0));
        return {
          title: found.title, date: found.date, language: found.language,
          headings: found.headings.map(([id, text]) => ({ id, text })),
          passages: found.passages.map(([id, text, section, speaker]) => ({ id, text, section, speaker })),
        };
      });
      made.catch(() => pages.delete(url));
      pages.set(url, made);
    }
    return pages.get(url);
  }

  const sizes = new Map();
  /// So many characters of text are kept, what was read last the longest.
  function keep(url, size) {
    kept += size;
    sizes.set(url, size);
    for (const [oldest, own] of sizes) {
      if (kept <= MOST || oldest === url) break;
      kept -= own;
      sizes.delete(oldest);
      pages.delete(oldest);
    }
  }

  async function fetched(url) {
    let answer;
    try { answer = await fetch(url); } catch { throw fault(engine.faults.missing(url)); }
    if (!answer.ok) throw fault(engine.faults.missing(url));
    return window.sitegenPassages(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  // ---- What stands at a document

  /// Loads where documents stand, all at once, so that their pages can be asked for all at once.
  const addressed = (top, docs) => Promise.all(docs.map((d) => (d < top.firstEntry ? place(top, d) : null)));

  /// What stands at a document and is shown of it.
  async function shown(top, d) {
    const own = { source: null, passage: null, number: 0, speaker: null, section: "", sourceTitle: "", language: null };
    if (d >= top.firstEntry) {
      const { title, url, text, source, passage, speaker, sourceTitle, date } = await entry(top, d);
      return Object.assign(own, {
        title, url, text, sourceTitle, date, source: source || null, passage: passage || null,
        number: +passage.slice(1), speaker: speaker || null,
      });
    }
    const isTitle = hitOf(top, d) === 4;
    const [{ at, id, url }, named] = await Promise.all([place(top, d), isTitle ? name(top, d) : null]);
    own.source = id;
    if (isTitle) {
      const { title, date } = named;
      return Object.assign(own, { title, url, text: title, date });
    }
    const on = await page(url), found = (hitOf(top, d) ? on.headings : on.passages)[at];
    if (!found) throw fault(engine.faults.mixed);
    const { id: anchor, text, section, speaker } = found;
    own.language = on.language;
    Object.assign(own, { url: url + "#" + anchor, text, date: on.date });
    if (hitOf(top, d)) return Object.assign(own, { title: text, sourceTitle: on.title });
    return Object.assign(own, {
      title: on.title, section, speaker, passage: anchor, number: +anchor.slice(1),
    });
  }

  engine.texts = { page, addressed, shown };
})((window.sitegenSearch = window.sitegenSearch || {}));
