// Walking through results with the keys, and leaving for one: the page of the passage is told which words to mark, as
// a query of exact forms, and this page remembers how far the reader was.
(function (engine) {
  "use strict";
  if (!window.sitegenScripts.begin("search-navigation", "search")) return;

  const page = engine.page, { box, list } = page, MOST = 40;

  /// Arrows go from result to result and between the first and the box, Escape leads back to the box.
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const links = [...list.querySelectorAll(".hit-title a")], at = links.indexOf(event.target);
    if (event.key === "Escape" && at >= 0) box.focus();
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (at < 0 && !(event.target === box && event.key === "ArrowDown")) return;
    const next = event.key === "ArrowDown" ? links[at + 1] : links[at - 1] || box;
    if (!next) return;
    event.preventDefault();
    next.focus();
  });

  function marks() {
    const clauses = engine.parse(page.state().q).groups.flat().filter((c) => !c.isExcluded);
    const phrases = clauses.filter((c) => c.sequence.length);
    const inPhrases = new Set(phrases.flatMap((c) => c.sequence)), words = new Set();
    for (const clause of clauses)
      if (!clause.sequence.length) words.add(clause.tokens[0].form + (clause.kind === "prefix" ? "*" : ""));
    // The engine knows the inflected forms, and what is marked in the excerpts shows them.
    for (const mark of list.querySelectorAll("mark"))
      for (const token of engine.tokens(mark.textContent))
        if (token.kind === "word" && !inPhrases.has(token.form) && words.size < MOST) words.add(token.form);
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
    } else {
      try {
        sessionStorage.setItem("sitegen-mark", JSON.stringify([to.pathname + to.hash, words]));
      } catch { /* No storage: the page of the result marks what it learns from the address before it. */ }
    }
  }
  for (const kind of ["click", "auxclick", "contextmenu"]) list.addEventListener(kind, leave);

  page.navigation = { marks };
})(window.sitegenSearch);
