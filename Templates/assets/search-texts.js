// The words of passages, read from the pages of the sources: the index keeps no copy of them. Over http a page is
// fetched; from a disk search-frames.js reads it.
(function (engine) {
  "use strict";

  const { fault, root, need } = engine.index, pages = new Map(), MOST = 200;

  /// {title, date, passages: [{id, text, section, speaker} …], headings: [{id, text} …]} of the page at an address
  /// below the top of the site.
  function page(url) {
    if (!pages.has(url)) {
      if (pages.size >= MOST) pages.delete(pages.keys().next().value);
      const read = location.protocol === "file:" ? need("frames").then((frames) => frames.page(root() + url)) : fetched(root() + url);
      const made = read.then((found) => {
        if (!found) throw fault(engine.faults.damaged(url));
        return {
          title: found.title, date: found.date, headings: found.headings.map(([id, text]) => ({ id, text })),
          passages: found.passages.map(([id, text, section, speaker]) => ({ id, text, section, speaker })),
        };
      });
      made.catch(() => pages.delete(url));
      pages.set(url, made);
    }
    return pages.get(url);
  }

  async function fetched(url) {
    let answer;
    try { answer = await fetch(url); } catch (unreachable) { throw fault(engine.faults.missing(url)); }
    if (!answer.ok) throw fault(engine.faults.missing(url));
    return window.sitegenPassages(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }

  engine.texts = { page };
})((window.sitegenSearch = window.sitegenSearch || {}));
