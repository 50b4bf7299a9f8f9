// Takes results out of the page: as a table (CSV, RFC 4180, UTF-8) or as a list of citations.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-export", "search")) return;

  const texts = {
    columns: ["number", "found", "speaker", "title", "date", "section", "passage", "excerpt", "address"],
    progress: (done, all) => done.toLocaleString("en-GB") + " of " + all.toLocaleString("en-GB") + " …",
    done: (n, all, file) =>
      n.toLocaleString("en-GB") + " of " + all.toLocaleString("en-GB") + (all === 1 ? " result" : " results")
        + " exported to " + file,
    stop: "Stop", stopped: "Stopped. No file was saved.",
    head: (query) => "Search for: " + query,
    passage: (number) => "passage " + number,
    note: (title) => "note on “" + title + "”", speaker: "speaker", topic: "topic",
  };
  const page = engine.page, { element, find } = page, MOST = 1000, STEP = 50;
  const progress = find("export-progress");
  let stop = null;

  /// The address of a result for people elsewhere: that of the site where it is known.
  function address(url) {
    const canonical = document.querySelector("link[rel=canonical]");
    return new URL(page.root + url, canonical ? canonical.href : location.href).href;
  }

  const plain = (excerpt) => excerpt.map((part) => part[0]).join("").replace(/\s+/g, " ").trim();

  /// A cell of a table. A sign with which a spreadsheet would begin to calculate gets an apostrophe before it.
  function cell(value) {
    const text = String(value === null || value === undefined ? "" : value);
    const safe = /^[\s\u0000]*[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/.test(text) ? "'" + text : text;
    return /[",\r\n]/.test(safe) ? '"' + safe.replaceAll('"', '""') + '"' : safe;
  }

  const titleOf = (hit) => (hit.kind === "note" ? hit.sourceTitle : hit.title);

  function csv(hits) {
    const lines = [texts.columns].concat(hits.map((hit, n) => [
      n + 1, hit.kind, hit.speaker, titleOf(hit), hit.date, hit.section, hit.passage ? hit.number : "",
      plain(hit.excerpt), address(hit.url)
    ]));
    return lines.map((line) => line.map(cell).join(",") + "\r\n").join("");
  }

  function citation(hit) {
    const what = {
      passage: texts.passage(hit.number), note: texts.note(hit.title), speaker: texts.speaker, topic: texts.topic
    }[hit.kind];
    return [hit.kind === "passage" ? hit.speaker : "", titleOf(hit), hit.date, what, address(hit.url)].filter(Boolean)
      .join(", ")
      .replace(/\s+/g, " ");
  }

  function citations(hits, state) {
    return texts.head(state.q || page.addressOf(state).split("?")[1] || "") + "\n\n"
      + hits.map((hit, n) => n + 1 + ". " + citation(hit) + "\n").join("");
  }

  const FORMATS = { csv: ["csv", "text/csv", csv], citations: ["txt", "text/plain", citations] };

  function save(text, name, type) {
    const url = URL.createObjectURL(new Blob([text], { type: type + ";charset=utf-8" }));
    const link = element("a", { href: url, download: name, hidden: "" });
    document.body.append(link);
    link.click();
    link.remove();
    // The browser still reads it for a moment.
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /// All hits of what is asked for now, some at a time; null where the reader stopped it.
  async function collect(state, all, isStopped) {
    const hits = [];
    for (let isDone = false, idle = 0; !isDone && hits.length < MOST && idle < 20;) {
      const found = await engine.search(
        state.q, state.chosen,
        {
          limit: Math.min(STEP, MOST - hits.length), offset: hits.length, sort: state.sort, repairs: state.repairs,
          facets: "later"
        }
      );
      if (isStopped()) return null;
      // Where phrases have to be looked up, a step may come back with nothing yet.
      idle = found.hits.length ? 0 : idle + 1;
      hits.push(...found.hits);
      isDone = found.isDone;
      all = found.total;
      progress.firstChild.textContent = texts.progress(hits.length, Math.min(all, MOST)) + " ";
    }
    return { hits, all };
  }

  async function press(format) {
    if (stop) stop();
    const [ending, type, make] = FORMATS[format], state = page.state();
    let isStopped = false;
    const button = element("button", { type: "button" }, texts.stop);
    const mine = (stop = () => { isStopped = true; });
    button.addEventListener("click", () => {
      mine();
      tell(texts.stopped);
      find("export").querySelector("[data-export=" + format + "]").focus();
    });
    progress.replaceChildren(
      document.createTextNode(texts.progress(0, Math.min(page.result().total, MOST)) + " "), button
    );
    try {
      const found = await collect(state, page.result().total, () => isStopped);
      if (!found) return;
      const name = "search-"
        + (engine.tokens(state.q).filter((t) => t.kind !== "pair").map((t) => t.form).join("-").slice(0, 60)
          || "results") + "." + ending;
      save(make(found.hits, state), name, type);
      tell(texts.done(found.hits.length, found.all, name));
    } catch (error) {
      if (!error.forReader) throw error;
      tell(error.message);
    } finally { if (stop === mine) stop = null; }
  }

  function tell(text) {
    progress.textContent = text;
    if (window.sitegen) window.sitegen.say(text);
  }

  page.export = { press, csv, citation, citations };
})(window.sitegenSearch);
