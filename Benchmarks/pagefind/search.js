// A page of results for Pagefind that says what it found in the same elements as sitegen's. It uses Pagefind's
// own interface with its defaults, as its manual shows it, and asks for ten results with their excerpts.
(function () {
  "use strict";
  const status = document.getElementById("search-status"), list = document.getElementById("results");
  const opened = import("./pagefind/pagefind.js");

  window.pagefindSearch = async (query) => {
    const found = await (await opened).search(query);
    const hits = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    return { total: found.results.length, pages: hits.map((hit) => hit.raw_url), excerpts: hits.map((hit) => hit.excerpt) };
  };

  const query = new URLSearchParams(location.search).get("q");
  if (!query) return;
  window.pagefindSearch(query).then(({ total, pages, excerpts }) => {
    pages.forEach((page, n) => {
      const item = document.createElement("li");
      item.dataset.source = page.replace(/^.*\/|\.html$/g, "");
      item.dataset.passage = "";
      item.textContent = excerpts[n];
      list.append(item);
    });
    status.textContent = total ? total + " results" : "Nothing found";
  }, (error) => { status.textContent = "Failed: " + error; });
})();
