// The clock and the counters of bench.browser, in the page itself: nothing is measured through the driver.
(() => {
  if (window !== window.top) return;
  const bench = window.netmapBench = { sent: 0, received: 0, started: null, done: null, blank: false };
  let want = null;
  let said = "";  // what the page said when it was armed

  const size = (data) => data.byteLength ?? data.size ?? data.length;
  const Native = window.WebSocket;
  window.WebSocket = class extends Native {
    constructor(...args) {
      super(...args);
      this.addEventListener("message", (event) => { bench.received += size(event.data); });
    }

    send(data) {
      bench.sent += size(data);
      super.send(data);
    }
  };

  // What to wait for: {kind: "load" | "option" | "pick" | "gemeente", shapes, paths, colours, words, heading}
  bench.arm = (theWant) => {
    want = theWant;
    said = words();
    Object.assign(bench, { started: want.kind === "load" ? 0 : null, done: null, blank: false });
    if (want.kind === "gemeente") {
      const start = () => { bench.started = performance.now(); };
      maps().forEach((map) => map.addEventListener("pointerdown", start, { capture: true, once: true }));
    }
    requestAnimationFrame(look);
  };

  document.addEventListener("click", (event) => {
    if (want && want.kind === "option" && event.target.closest("[role=option]")) bench.started = performance.now();
  }, true);

  document.addEventListener("change", (event) => {
    if (want && want.kind === "pick" && event.target.closest(".nm-laag")) bench.started = performance.now();
  }, true);

  // Done is the frame after the one that finds everything there: by then it has been painted.
  function look() {
    if (!want) return;
    if (bench.started !== null) {
      const isSaid = want.kind !== "option" || !want.words || words() !== said;
      if (want.heading ? hasHeading() : isSaid && maps().some(isPainted)) {
        want = null;
        requestAnimationFrame(() => { bench.done = performance.now(); });
        return;
      }
      if (want.kind === "option" && !maps().some((map) => map.querySelectorAll(want.shapes).length >= want.colours.length)) {
        bench.blank = true;
      }
    }
    requestAnimationFrame(look);
  }

  function maps() {
    const frames = [...document.querySelectorAll("iframe")].filter((frame) => frame.clientHeight > 100 && frame.contentDocument);
    return [document, ...frames.map((frame) => frame.contentDocument)];
  }

  function isPainted(map) {
    const shapes = map.querySelectorAll(want.shapes);
    return want.colours.every((colour, i) => shapes[i] && colourOf(shapes[i]) === colour) &&
      map.querySelectorAll(".leaflet-pane > svg path").length >= want.paths &&
      shapes[0].getBoundingClientRect().width > 0;
  }

  function colourOf(path) {
    const fill = path.getAttribute("fill") || "";
    const pattern = /^url\("?#([^")]+)/.exec(fill);
    const tile = pattern && path.ownerDocument.getElementById(pattern[1]);
    return (tile ? tile.querySelector("rect").getAttribute("fill") : fill).toLowerCase();
  }

  function words() {
    return want.words ? document.querySelector(want.words)?.textContent : "";
  }

  function hasHeading() {
    return [...document.querySelectorAll("h2, h3, h4")].some((each) => each.textContent.trim() === want.heading);
  }

  // A point in the page that lies well within a shape and is not covered by anything.
  bench.pointIn = (shapes, index) => {
    const path = document.querySelectorAll(shapes)[index];
    const box = path.getBoundingClientRect();
    for (const margin of [4, 3, 2, 1]) {
      const around = [[0, 0], [margin, 0], [-margin, 0], [0, margin], [0, -margin]];
      for (let x = Math.ceil(box.left); x < box.right; x += 1) {
        for (let y = Math.max(0, Math.ceil(box.top)); y < Math.min(box.bottom, window.innerHeight); y += 1) {
          if (around.every(([dx, dy]) => document.elementFromPoint(x + dx, y + dy) === path)) return [x, y];
        }
      }
    }
    return null;
  };
})();
