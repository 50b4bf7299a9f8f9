// What a page can do beyond being read. Nothing here is needed: without this file every page is whole.
(function () {
  "use strict";
  // At an earlier address of a source: on to where it is now, and to the same passage.
  var onward = document.querySelector("a.leads-on");
  if (onward) {
    var place = location.hash && document.getElementById(location.hash.slice(1)), hash = /^#p\d+$/.test(location.hash) ? "" : location.hash;
    location.replace((place && place.querySelector("a") || { href: onward.href + hash }).href);
    return;
  }
  var body = document.body, record = document.querySelector(".record"), source = document.querySelector("article.source");
  var words = {
    theme: "Colours", auto: "automatic", light: "light", dark: "dark",
    copy: "Copy", copyPassage: "Copy passage", copyLink: "Link", copyCitation: "Citation", copyText: "Text with source",
    copied: "Copied:", notCopied: "The browser does not let the page copy.", passage: "passage"
  };
  try { Object.assign(words, JSON.parse(body.dataset.labels || "{}")); } catch (fault) { console.warn("data-labels:", fault); }

  function all(selector, within) { return Array.from((within || document).querySelectorAll(selector)); }
  function make(tag, attributes, text) {
    var element = document.createElement(tag);
    for (var name in attributes) element.setAttribute(name, attributes[name]);
    if (text) element.textContent = text;
    return element;
  }
  function button(text, attributes, action) {
    var element = make("button", Object.assign({ type: "button" }, attributes), text);
    element.addEventListener("click", action);
    return element;
  }
  var live = make("p", { class: "visually-hidden", "aria-live": "polite" });
  // Said after a moment, so that the same words said twice are heard twice.
  function say(text) { live.textContent = ""; setTimeout(function () { live.textContent = text; }, 60); }

  // ---- Light and dark ----

  // A page from a disk may have no storage; the choice then lasts as long as the page.
  function keep(name, value) { try { localStorage.setItem(name, value); } catch (unavailable) { return; } }
  function themeSwitch() {
    var root = document.documentElement, order = ["auto", "light", "dark"];
    var control = button("", { class: "theme-switch" }, function () {
      var next = order[(order.indexOf(root.dataset.theme || "auto") + 1) % 3];
      if (next === "auto") delete root.dataset.theme; else root.dataset.theme = next;
      keep("sitegen-theme", next);
      label();
    });
    function label() { control.textContent = words.theme + ": " + words[root.dataset.theme || "auto"]; }
    label();
    // Before the navigation, as it is seen.
    var search = document.querySelector(".site-header .site-search");
    if (search) search.after(control);
  }

  // ---- Copying ----

  function address(id) {
    var canonical = document.querySelector("link[rel=canonical]");
    return (canonical ? canonical.href : location.href).replace(/[?#].*$/, "") + "#" + id;
  }
  // The words of a passage as text: no note marks, a line for each paragraph, item or row.
  function plain(passage) {
    var copy = passage.querySelector(".words").cloneNode(true);
    all(".note-ref, .footnote-ref", copy).forEach(function (ref) { ref.remove(); });
    all("td, th", copy).forEach(function (cell) { cell.append("\t"); });
    all("p, li, tr, br, pre", copy).forEach(function (block) { block.after("\u2028"); });
    return copy.textContent.replace(/[ \n\r]+/g, " ").split("\u2028")
      .map(function (line) { return line.trim(); }).filter(Boolean).join("\n");
  }
  function citation(passage) {
    var number = passage.querySelector("a.locator").textContent.trim();
    return source.dataset.citation + ", " + words.passage + " " + number + ", " + address(passage.id);
  }
  function withSource(passage) {
    var turn = passage.closest(".turn"), name = turn && turn.querySelector(".voice .speaker");
    var spoken = name && !passage.matches(".stage-note, [data-reported]");
    return plain(passage) + "\n\n" + (spoken ? name.textContent.trim() + ", " : "") + citation(passage);
  }
  function write(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    return new Promise(function (resolve, reject) {
      var area = make("textarea", { class: "visually-hidden", readonly: "" }), before = document.activeElement;
      area.value = text;
      body.append(area);
      area.select();
      var done = document.execCommand("copy");
      area.remove();
      if (before) before.focus({ preventScroll: true });
      if (done) resolve(); else reject(new Error("copy refused"));
    });
  }
  function copying() {
    var menu = make("div", { class: "copy-menu", role: "group", "aria-label": words.copy }), opener = null;
    function close(refocus) {
      if (!opener) return;
      opener.setAttribute("aria-expanded", "false");
      menu.remove();
      if (refocus) opener.focus({ preventScroll: true });
      opener = null;
    }
    function entry(label, text) {
      menu.append(button(label, {}, function () {
        var passage = opener.closest(".passage");
        write(text(passage)).then(
          function () { say(words.copied + " " + label); }, function () { say(words.notCopied); });
        close(true);
      }));
    }
    entry(words.copyLink, function (passage) { return address(passage.id); });
    entry(words.copyCitation, citation);
    entry(words.copyText, withSource);
    function open(event) {
      var again = opener === event.currentTarget;
      close(false);
      if (again) return;
      opener = event.currentTarget;
      opener.setAttribute("aria-expanded", "true");
      opener.after(menu);
    }
    all(".passage > a.locator", record).forEach(function (locator) {
      locator.after(button(words.copy, {
        class: "copy", "aria-expanded": "false", "aria-label": words.copyPassage + " " + locator.textContent.trim()
      }, open));
    });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") close(menu.contains(document.activeElement)); });
    document.addEventListener("click", function (event) { if (opener && !menu.contains(event.target) && event.target !== opener) close(false); });
    menu.addEventListener("focusout", function (event) { if (event.relatedTarget && !menu.contains(event.relatedTarget) && event.relatedTarget !== opener) close(false); });
  }

  // ---- The words searched for ----

  // The search keeps what it found for the page that it leads to; from a disk that stands in the address. Else the
  // query of the page before is taken as it was typed.
  function searched() {
    var query = "", loose = false;
    try {
      var from = document.referrer && new URL(document.referrer);
      if (from && from.origin === location.origin && /search\.html$/.test(from.pathname)) query = from.searchParams.get("q") || "";
      loose = true;
      var kept = JSON.parse(sessionStorage.getItem("sitegen-mark") || "[]");
      if (kept[0] === location.pathname + location.hash) { query = String(kept[1]); loose = false; }
      sessionStorage.removeItem("sitegen-mark"); // It belongs to this one arrival.
    } catch (unavailable) { /* No storage: what the referrer said, or nothing. */ }
    var given = new URLSearchParams(location.search).get("mark");
    if (given) { query = given; loose = false; }
    var id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch (malformed) { /* Then it is the id of nothing. */ }
    // `:target` is not there yet while the page is being made.
    var target = id ? document.getElementById(id) : document.querySelector(".entry");
    var place = target && (target.querySelector(".words") || target.matches(".note, .entry") && target);
    if (!place || !query || !window.Highlight || !CSS.highlights) return;
    script("search-tokens.js", function () {
      script("search-marks.js", function () {
        CSS.highlights.set("found", new Highlight(...window.sitegenSearch.marks.ranges(place, query, loose)));
      });
    });
  }
  function script(name, then) {
    var element = make("script", { src: (body.dataset.root || "") + "assets/" + name });
    element.onload = then;
    document.head.append(element);
  }

  // ---- The passages of a source, for search ----

  // Sources/Search/PageText.swift says which words these are. Search fetches the page and calls this; from a disk,
  // where nothing can be fetched, it opens the page in a frame and asks.
  window.sitegenPassages = function (page) {
    var record = page.querySelector("div.record"), section = "";
    function text(element) {
      var copy = element.cloneNode(true);
      all("a.note-ref", copy).forEach(function (ref) { ref.remove(); });
      return copy.textContent;
    }
    // Who speaks, or of whom the words are a report.
    function speakerOf(passage) {
      var turn = passage.parentNode.closest(".turn"), isNote = passage.classList.contains("stage-note");
      var name = passage.querySelector(".reported a") || (turn && !isNote && turn.querySelector(".voice .speaker"));
      return name ? name.textContent : null;
    }
    return record && {
      title: record.dataset.title || "", date: record.dataset.date || "", language: record.lang,
      headings: all("span.heading", record).map(function (part) { return [part.parentNode.id, text(part)]; }),
      passages: all("span.heading, div.passage[data-passage]", record).map(function (part) {
        if (part.matches("span.heading")) section = text(part);
        else return [part.id, text(part.querySelector(".words")), section, speakerOf(part)];
      }).filter(Boolean)
    };
  };
  // Only the page that opened this one, and that nobody else has in a frame, gets its words, with the secret by which
  // it knows them again.
  var asked = /^#sitegen-ask=([0-9a-f]{32})$/.exec(location.hash);
  if (asked && location.protocol === "file:" && window.parent !== window && window.parent === window.top) {
    window.parent.postMessage({ sitegenPassages: window.sitegenPassages(document), secret: asked[1] }, "*");
  }

  body.append(live);
  themeSwitch();
  if (record && source) copying();
  searched();
  // What notes.js uses too.
  window.sitegen = { words: words, all: all, make: make, button: button, say: say, keep: keep };
})();
