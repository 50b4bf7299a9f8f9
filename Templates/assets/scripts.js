// Lets each script say which others it needs. A script that comes too early is run again as soon as those have run, so
// the order of a template does not matter; one that is missing is named in the console. Comes before all others.
(function () {
  "use strict";

  const own = document.currentScript.getAttribute("src"), ran = new Set(), waiting = new Map();
  const element = (name) => '<script src="{{root}}assets/' + name + '.js" defer></script>';

  /// Loads a script of the site again.
  function again(src) {
    const script = document.createElement("script");
    script.src = src;
    document.head.append(script);
  }

  /// Notes that a script runs, and gives whether it may: all that it needs has run. Otherwise it ends at once, and is
  /// run again later.
  function begin(name, ...needs) {
    if (!needs.every((other) => ran.has(other))) {
      waiting.set(name, { needs, src: document.currentScript.getAttribute("src") });
      if (document.readyState === "complete") report(name);
      return false;
    }
    ran.add(name);
    for (const [other, one] of waiting) {
      if (!one.needs.every((need) => ran.has(need))) continue;
      waiting.delete(other);
      again(one.src);
    }
    return true;
  }

  /// Says which scripts a script waits for, unless these wait themselves.
  function report(name) {
    for (const missing of waiting.get(name).needs.filter((need) => !ran.has(need) && !waiting.has(need)))
      console.error("assets/" + name + ".js needs assets/" + missing + ".js, which this page does not load. "
        + "Add " + element(missing) + " to page.mustache.");
  }

  addEventListener("load", () => { for (const name of waiting.keys()) report(name); });

  /// `root` leads from the page to the top of the site: "" or "../".
  window.sitegenScripts = { begin, root: own.replace(/assets\/[^/]*$/, "") };
})();
