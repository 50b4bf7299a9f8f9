// Lets each script say which others it needs. A script that comes too early is run again as soon as those have run, so
// the order of a template does not matter; one that is missing is named in the console. Comes before all others.
(function () {
  "use strict";

  const own = document.currentScript.getAttribute("src"), ran = new Set(), waiting = new Map(), said = new Set();
  /// The file of a script, which may be one of its parts: "search-engine/index".
  const fileOf = (name) => "assets/" + name.replace(/\/.*/, "") + ".js";

  /// Runs files again of which scripts had to wait.
  function again(files) {
    for (const src of files) {
      const script = document.createElement("script");
      script.src = src;
      document.head.append(script);
    }
  }

  /// Notes that a script runs, and gives whether it may: all that it needs has run, and itself not yet. If not, it ends
  /// at once, and its file is run again when the others have run.
  function begin(name, ...needs) {
    if (ran.has(name)) return false;
    if (!needs.every((other) => ran.has(other))) {
      waiting.set(name, { needs, src: document.currentScript.getAttribute("src") });
      if (document.readyState === "complete") report(name);
      return false;
    }
    ran.add(name);
    waiting.delete(name);
    const ready = [...waiting].filter(([, one]) => one.needs.every((need) => ran.has(need)));
    for (const [other] of ready) waiting.delete(other);
    again(new Set(ready.map(([, one]) => one.src)));
    return true;
  }

  /// Says which scripts a script waits for, unless these wait themselves.
  function report(name) {
    for (const missing of waiting.get(name).needs.filter((need) => !ran.has(need) && !waiting.has(need))) {
      const text = fileOf(name) + " needs " + fileOf(missing) + ", which this page does not load. "
        + 'Add <script src="{{root}}' + fileOf(missing) + '" defer></script> to page.mustache.';
      if (!said.has(text)) console.error(text);
      said.add(text);
    }
  }

  addEventListener("load", () => { for (const name of waiting.keys()) report(name); });

  /// `root` leads from the page to the top of the site: "" or "../".
  window.sitegenScripts = { begin, root: own.replace(/assets\/[^/]*$/, "") };
})();
