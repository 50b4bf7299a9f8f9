"use strict";
// Runs the scripts of the theme without a page: a document that can load scripts, and nothing else.

const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vm = require("node:vm");

const ROOT = path.resolve(__dirname, "../..");
const THEME = path.join(ROOT, "Templates");

/// The text of a script of the theme as it is published: of one file, or joined from parts.
function textOf(name, order = (parts) => parts) {
  const file = path.join(THEME, "assets", name + ".js"), folder = path.join(THEME, "scripts", name);
  if (fs.existsSync(file)) return fs.readFileSync(file, "utf8");
  if (!fs.existsSync(folder)) return null;
  return order(fs.readdirSync(folder).sort()).map((part) => fs.readFileSync(path.join(folder, part), "utf8")).join("");
}

/// A window that scripts run in. `folder` is the site that the index comes from; `said` has what the console was told.
/// `order` may put the parts of a script into another order.
function makeWindow(folder, order) {
  const said = [], listeners = {}, loading = new Set();
  const context = { TextEncoder, TextDecoder, URL, URLSearchParams, atob, setTimeout, clearTimeout, said };
  const script = (src) => ({
    src, getAttribute: () => src,
    compareDocumentPosition: () => 0,
  });
  const run = (text, src) => {
    context.document.currentScript = script(src);
    vm.runInContext(text, context, { filename: src });
    context.document.currentScript = null;
  };
  // A file of the index, or a script of the theme.
  const read = (src) => {
    if (src.startsWith("assets/")) return textOf(path.basename(src, ".js"), order);
    const file = path.join(folder, src.replace(/\?.*/, ""));
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : null;
  };
  Object.assign(context, {
    window: context,
    console: { error: (text) => said.push(text), warn: (text) => said.push(text) },
    location: { protocol: "http:" },
    addEventListener: (name, act) => { listeners[name] = act; },
    document: {
      readyState: "loading",
      querySelector: () => null,
      createElement: () => ({}),
      head: {
        append(element) {
          const done = Promise.resolve().then(() => {
            const text = read(element.src);
            loading.delete(done);
            if (text === null) return element.onerror();
            run(text, element.src);
            return element.onload && element.onload();
          });
          loading.add(done);
        },
      },
    },
  });
  vm.createContext(context);
  /// Loads scripts of the theme in this order, as if a template named them.
  const load = (...names) => {
    for (const name of names) run(textOf(name, order), "assets/" + name + ".js");
    return context;
  };
  /// The page and all that its scripts load has been loaded.
  const finish = async () => {
    while (loading.size) await Promise.all(loading);
    context.document.readyState = "complete";
    if (listeners.load) listeners.load();
  };
  return { context, load, finish, said };
}

/// The engine of the search with the index of a site. The words of passages come from the site's data, as there is no
/// page to read them from.
function makeEngine(folder) {
  const { context, load } = makeWindow(folder);
  context.fetch = async (url) => ({ ok: fs.existsSync(path.join(folder, url)), text: async () => url });
  context.DOMParser = class { parseFromString(url) { return url; } };
  load("scripts");
  context.sitegenScripts.begin("site");
  context.sitegenPassages = (url) => pageOf(folder, url);
  load("search-tokens", "search-engine");
  return context.sitegenSearch;
}

/// What site.js would read from the page of a source.
function pageOf(folder, url) {
  const own = passagesOf(folder).filter((one) => one.url.startsWith(url + "#"));
  return {
    title: own[0].source, date: own[0].date, language: own[0].language, headings: [],
    passages: own.map((one) => [one.id, one.text, one.section || "", one.name]),
  };
}

function passagesOf(folder) {
  const lines = fs.readFileSync(path.join(folder, "data/passages.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line));
}

/// Builds the archive Tests/Sites/NAME into a folder of its own, which is removed when the tests end.
function buildSite(name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "sitegen-scripts-")), content = path.join(folder, "Content");
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  fs.cpSync(path.join(ROOT, "Tests/Sites", name, "Content"), content, { recursive: true });
  const program = process.env.SITEGEN || path.join(ROOT, ".build/debug/sitegen"), site = path.join(folder, "Public");
  execFileSync(
    program, ["build", "--content", content, "--templates", path.join(ROOT, "Templates"), "--output", site],
    { stdio: "pipe" });
  return site;
}

/// A value of a window as one of this program, so that the two can be compared.
const plain = (value) => JSON.parse(JSON.stringify(value));

module.exports = { ROOT, makeWindow, makeEngine, passagesOf, buildSite, plain };
