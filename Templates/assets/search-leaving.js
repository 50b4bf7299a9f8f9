// Leaving for a result: the page of the passage is told which words to mark, as a query of exact forms, and this page
// remembers how far the reader was.
(function (engine) {
  "use strict";

  const page = engine.page, { list } = page, MOST = 40;

  function marks() {
    const clauses = engine.parse(page.state().q).groups.flat().filter((c) => !c.isExcluded), phrases = clauses.filter((c) => c.sequence.length);
    const inPhrases = new Set(phrases.flatMap((c) => c.sequence)), words = new Set();
    for (const clause of clauses) if (!clause.sequence.length) words.add(clause.tokens[0].form + (clause.kind === "prefix" ? "*" : ""));
    // The engine knows the inflected forms, and what is marked in the excerpts shows them.
    for (const mark of list.querySelectorAll("mark"))
      for (const token of engine.tokens(mark.textContent)) if (token.kind === "word" && !inPhrases.has(token.form) && words.size < MOST) words.add(token.form);
    return phrases.map((c) => '"' + c.sequence.join(" ") + '"').concat([...words]).join(" ");
  }

  function leave(event) {
    const link = event.target.closest(".hit a");
    if (!link) return;
    const to = new URL(link.href), words = marks();
    page.write("replaceState", { shown: page.shown(), scroll: Math.round(window.scrollY) }, location.href);
    if (location.protocol === "file:") {
      // From a disk no page knows where the reader comes from.
      to.searchParams.set("mark", words);
      link.href = to.href;
    } else try { sessionStorage.setItem("sitegen-mark", JSON.stringify([to.pathname + to.hash, words])); } catch (unavailable) { void unavailable; }
  }
  for (const kind of ["click", "auxclick", "contextmenu"]) list.addEventListener(kind, leave);

  page.leaving = { marks };
})(window.sitegenSearch);
