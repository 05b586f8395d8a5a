// Drawing for the web map that needs no memory: elements, patterns and fingerprints.
netmap.draw = (function () {
  "use strict";

  const LOOK = netmap.look;
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

  // One <pattern> per class and strength of proof: <name>-<number>; the same drawing as in the legend.
  function patterns(classes, name) {
    return classes.map((look, i) => pattern(`${name}-${i}`, look));
  }

  function pattern(id, [, fill, name, ink]) {
    const [d, width] = LOOK.patterns[name];
    const tile = { width: LOOK.tile, height: LOOK.tile };
    const look = { fill: "none", stroke: ink, "stroke-width": width, "stroke-linecap": "round", opacity: LOOK.patternOpacity };
    return svg("pattern", { id, patternUnits: "userSpaceOnUse", ...tile }, svg("rect", { ...tile, fill }), svg("path", { d, ...look }));
  }

  // FNV-1a over the codes, as in netmap/maps/web.py: a letter must never end up in another gemeente.
  function checksum(codes) {
    let hash = 0x811c9dc5;
    for (const sign of codes.join()) hash = Math.imul(hash ^ sign.charCodeAt(0), 0x01000193) >>> 0;
    return hash;
  }

  return { element, svg, plainText, patterns, checksum };
})();
