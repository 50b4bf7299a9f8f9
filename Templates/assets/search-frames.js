// Reads the pages of sources from a disk, where nothing can be fetched: each is opened in a hidden frame, where
// site.js hands its words over. Loaded where it is needed.
(function (engine) {
  "use strict";

  const { fault } = engine.index, PATIENCE = 20000;

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

  engine.frames = { page: framed };
})(window.sitegenSearch);
