// The words of passages, read from the pages of the sources: the index keeps no copy of them. Over http a page is
// fetched; from a disk search-frames.js reads it.
(function (engine) {
  "use strict";

  const { fault, root, need } = engine.index, pages = new Map(), MOST = 6e6;
  let kept = 0;

  /// {title, date, language, passages: [{id, text, section, speaker} …], headings: [{id, text} …]} of the page at an
  /// address below the top of the site.
  function page(url) {
    if (!pages.has(url)) {
      const read = location.protocol === "file:"
        ? need("frames").then((frames) => frames.page(root() + url))
        : fetched(root() + url);
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

  engine.texts = { page };
})((window.sitegenSearch = window.sitegenSearch || {}));
