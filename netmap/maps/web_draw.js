// Drawing for the web map that needs no memory: elements, patterns, borders and fingerprints.
//
// netmap/maps/assets.py puts the tables of netmap/maps/style.py in front of this file as netmap.look; the browser
// loads it first, then web_network.js, then web_map.js.
window.netmap.draw = (function () {
  "use strict";

  const LOOK = window.netmap.look;
  const SVG = "http://www.w3.org/2000/svg";

  function element(name, attributes = {}, ...children) {
    return fill(document.createElement(name), attributes, children);
  }

  function svg(name, attributes = {}, ...children) {
    return fill(document.createElementNS(SVG, name), attributes, children);
  }

  function fill(node, attributes, children) {
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  }

  // Python sends text as HTML entities (netmap.maps.style.safe); it is shown as text, never as HTML.
  function plainText(encoded) {
    return new DOMParser().parseFromString(encoded, "text/html").documentElement.textContent;
  }

  // One <pattern> per class and marking: nm-<class>-<1 when te bevestigen>; the same drawing as in the legend.
  function patterns(classes) {
    return classes.flatMap((look, i) => [false, true].map((stale) => pattern(`nm-${i}-${Number(stale)}`, look, stale)));
  }

  function pattern(id, [, fill, name, ink], stale) {
    const [size, d, width] = LOOK.patterns[name];
    const tile = { width: LOOK.tile, height: LOOK.tile };
    const drawing = svg("pattern", { id, patternUnits: "userSpaceOnUse", ...tile }, svg("rect", { ...tile, fill }));
    const stroke = { d, fill: "none", stroke: ink, "stroke-width": width, "stroke-opacity": LOOK.patternOpacity, "stroke-linecap": "round" };
    for (let x = 0; d && x < LOOK.tile; x += size) {
      for (let y = 0; y < LOOK.tile; y += size) drawing.append(svg("path", { transform: `translate(${x},${y})`, ...stroke }));
    }
    if (stale) {
      drawing.append(...LOOK.marking.map(([colour, opacity, path]) =>
        svg("path", { d: path, stroke: colour, "stroke-opacity": opacity, fill: "none" })));
    }
    return drawing;
  }

  // Cut the borders of areas into lines that two areas share and lines that lie on the edge, as [lat, lon].
  function splitBorders({ features }) {
    const rings = features.flatMap(({ geometry }) => polygons(geometry).flat());
    const pieces = rings.map((ring) => ring.slice(1).map((point, i) => [ring[i], point]));
    const name = ([a, b]) => [a.join(), b.join()].sort().join();
    const times = new Map();
    pieces.flat().forEach((piece) => times.set(name(piece), (times.get(name(piece)) || 0) + 1));
    const runs = { 1: [], 2: [] };
    for (const ring of pieces) {
      let run = null;
      let before = 0;
      for (const piece of ring) {
        const count = times.get(name(piece));
        if (count !== before) run = count ? runs[count][runs[count].push([piece[0]]) - 1] : null;
        if (run) run.push(piece[1]);
        before = count;
        if (count === 2) times.set(name(piece), 0);  // the neighbour walks it too
      }
    }
    const latLngs = (list) => list.map((run) => run.map(([lon, lat]) => [lat, lon]));
    return { edge: latLngs(runs[1]), shared: latLngs(runs[2]) };
  }

  // Centroid of the largest ring.
  function middleOf(geometry) {
    let best = [0, 0, 0];
    for (const [ring] of polygons(geometry)) {
      let sum = 0, x = 0, y = 0;
      for (let i = 0; i + 1 < ring.length; i += 1) {
        const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
        sum += cross;
        x += (ring[i][0] + ring[i + 1][0]) * cross;
        y += (ring[i][1] + ring[i + 1][1]) * cross;
      }
      if (Math.abs(sum) > best[0]) best = [Math.abs(sum), y / (3 * sum), x / (3 * sum)];
    }
    return L.latLng(best[1], best[2]);
  }

  function polygons(geometry) {
    return geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  }

  // FNV-1a over the codes, as in netmap/maps/web.py: a letter must never end up in another gemeente.
  function checksum(codes) {
    let hash = 0x811c9dc5;
    for (const sign of codes.join()) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193) >>> 0;
    return hash;
  }

  return { element, svg, plainText, patterns, splitBorders, middleOf, checksum };
})();
