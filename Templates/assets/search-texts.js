// The words of passages, read from the pages of the sources: the index keeps no copy of them. Over http a page is
// fetched; from a disk it is opened in a hidden frame, where site.js hands the same over.
(function (engine) {
  "use strict";

  const { fault, root } = engine.index, pages = new Map(), MOST = 200, PATIENCE = 20000;

  /// {title, date, passages: Map of id to {text, section}} of the page at an address below the top of the site.
  function page(url) {
    if (!pages.has(url)) {
      if (pages.size >= MOST) pages.delete(pages.keys().next().value);
      const made = (location.protocol === "file:" ? framed : fetched)(root() + url).then((found) => {
        if (!found) throw fault(engine.faults.damaged(url));
        return { title: found.title, date: found.date, passages: new Map(found.passages.map(([id, text, section]) => [id, { text, section }])) };
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

  // Four frames at a time: each lays out a whole page.
  let free = 4;
  const queue = [];
  async function framed(url) {
    if (!free) await new Promise((go) => queue.push(go));
    else free--;
    try { return await ask(url); } finally {
      if (queue.length) queue.shift()();
      else free++;
    }
  }

  function ask(url) {
    return new Promise((resolve, reject) => {
      const frame = document.createElement("iframe");
      const end = (act, value) => {
        clearTimeout(timer);
        window.removeEventListener("message", heard);
        frame.remove();
        act(value);
      };
      // The origin of a file is opaque; that the message comes from our own frame says who sent it.
      const heard = (event) => {
        if (event.source !== frame.contentWindow || !event.data || !event.data.sitegenPassages) return;
        end(resolve, event.data.sitegenPassages);
      };
      const timer = setTimeout(() => end(reject, fault(engine.faults.missing(url))), PATIENCE);
      window.addEventListener("message", heard);
      frame.hidden = true;
      frame.title = "";
      frame.onload = () => { if (frame.contentWindow) frame.contentWindow.postMessage("sitegen-passages", "*"); };
      frame.onerror = () => end(reject, fault(engine.faults.missing(url)));
      frame.src = url;
      document.body.append(frame);
    });
  }

  engine.texts = { page };
})((window.sitegenSearch = window.sitegenSearch || {}));
