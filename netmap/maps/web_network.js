// The network over the web map: dots of actors, lines between them, and names where they fit.
//
// netmap.makeNetwork(map) gives an overlay; web_map.js tells it what to show and where the mouse is. The table of the
// page says the same in words, so all of this is hidden from screen readers and lets clicks through.
netmap.css += `
  .nm-dot { overflow: visible; pointer-events: none; }
  .nm-dot svg { position: absolute; left: -12px; top: -12px; overflow: visible; }
  .nm-dot span { position: absolute; white-space: nowrap; font-size: 12px; line-height: 16px; color: #101010;
    text-shadow: 1px 0 #fff, -1px 0 #fff, 0 1px #fff, 0 -1px #fff, 1px 1px #fff, -1px -1px #fff, 1px -1px #fff, -1px 1px #fff,
      0 0 4px #fff, 0 0 4px #fff; }
  @media (max-width: 500px) { .nm-dot span { width: max-content; max-width: 90px; white-space: normal; font-size: 11px; line-height: 12px; } }
  .nm-dot.nm-politieregio span, .nm-dot.nm-landelijk span { font-weight: 600; }`;

netmap.makeNetwork = function (map) {
  "use strict";

  const LOOK = netmap.look;
  const { element, svg } = netmap.draw;
  const NAMED_ORGANISATIONS = 14;                               // as many as have room on the map of the country
  const NAMED = ["landelijk", "politieregio", "organisatie"];  // in this order names get a place; gemeenten have none
  const REACH = 9;                                              // pixels around a dot that count as pointing at it
  let data = { punten: [], lijnen: [] };  // as netmap.maps.network writes it
  let wanted = "[]";           // lines to show, as text to compare
  let visible = [];            // the same as numbers
  let dots = [];               // by number: {soort, naam, home, place, inView, waits, marker, label, size, box}
  let curves = [];             // drawn lines: {kind, ends, points, faint}
  let strokes = {};            // strength -> kind -> [casing, line]
  let lit = null;              // the dot whose lines have full strength

  function start(network) {
    const renderer = L.svg({ pane: "netlijn", padding: 0.5 });
    const look = { pane: "netlijn", renderer, interactive: false, noClip: true, fill: false, smoothFactor: 0, lineCap: "round" };
    const line = (color, [weight, opacity], dashArray = null) =>
      L.polyline([], { ...look, color, weight, dashArray, opacity, stroke: weight > 0 }).addTo(map);
    for (const [strength, stroke] of Object.entries(STRENGTHS)) {
      strokes[strength] = {};
      for (const [kind, [color, width, dash, casing]] of Object.entries(LOOK.lines)) {
        const { under, over } = stroke(width, casing);
        strokes[strength][kind] = [line(LOOK.light, under), line(color, over, dash)];
      }
    }
    data = network;
  }

  // Width and opacity of the white casing and of the line itself, the weakest first: what comes later lies on top.
  const STRENGTHS = {
    faint: (width, casing) => ({ under: [casing && LOOK.faint.casing, LOOK.faint.casing_opacity], over: [LOOK.faint.width, LOOK.faint.opacity] }),
    full: (width, casing) => ({ under: [casing, 0.7], over: [width, casing ? 0.95 : 0.75] }),
    lit: (width, casing) => ({ under: [width + 3, 1], over: [width + 0.7, 1] }),
  };

  // ---- dots and lines ----------------------------------------------------------------------------------------

  function show(lines) {
    if (JSON.stringify(lines) === wanted) return;
    wanted = JSON.stringify(lines);
    visible = lines;
    dots.forEach((dot) => dot && dot.marker.remove());
    dots = [];
    lit = null;
    for (const index of visible) {
      data.lijnen[index].slice(0, 2).forEach((i) => {
        dots[i] = dots[i] || makeDot(...data.punten[i]);
      });
    }
    place();
  }

  function makeDot(soort, naam, lon, lat) {
    const [path, fill, stroke] = LOOK.shapes[soort];
    const drawing = svg("svg", { width: 24, height: 24, viewBox: "-12 -12 24 24" },
      svg("path", { d: path, fill, stroke, "stroke-width": soort === "gemeente" ? 1 : 2 }));
    const label = NAMED.includes(soort) ? element("span", { style: "visibility: hidden" }, naam) : "";
    const icon = L.divIcon({ className: `nm-dot nm-${soort}`, html: element("div", {}, drawing, label), iconSize: [0, 0] });
    const home = L.latLng(lat, lon);
    const marker = L.marker(home, { pane: "netpunt", icon, interactive: false, keyboard: false }).addTo(map);
    return { soort, naam, home, place: home, marker, label, size: null, box: null };
  }

  function place() {
    if (!dots.length && !curves.length) return;
    placeDots();
    const national = !dots.some((dot) => dot.soort === "gemeente");
    curves = visible.map((index) => makeCurve(...data.lijnen[index], national)).filter(Boolean);
    for (const strength of ["faint", "full"]) {
      drawLines(strength, curves.filter((curve) => curve.faint === (strength === "faint")));
    }
    drawLit();
    placeLabels();
  }

  // CoMensha and VNG lie in the sea; when that is out of sight they wait at the left edge, so a chain never ends nowhere.
  function placeDots() {
    const bounds = map.getBounds().pad(-0.02);
    let waiting = 0;
    dots.forEach((dot) => {
      dot.place = dot.home;
      dot.inView = bounds.contains(dot.home);
      dot.waits = dot.soort === "landelijk" && !dot.inView;
      if (dot.waits) {
        waiting += 1;
        dot.place = map.containerPointToLatLng([28, map.getSize().y * (0.12 + 0.2 * waiting)]);
      }
      dot.marker.setLatLng(dot.place);
    });
  }

  // On the map of the country the many lines to CoMensha and VNG are faint: the colours are what it is about.
  function makeCurve(from, to, kind, national) {
    const ends = [dots[from], dots[to]];
    if (ends.some((dot) => dot.waits) && !ends.some((dot) => dot.inView)) return null;
    const straight = ends.some((dot) => dot.soort === "gemeente");
    const points = bend(ends[0].place, ends[1].place, straight ? 0 : kind === "bestuur" ? -0.1 : 0.1);
    return { kind, ends, points, faint: national && ends.some((dot) => dot.soort === "landelijk") };
  }

  function bend(from, to, much) {
    const a = map.project(from, 8);
    const b = map.project(to, 8);
    const control = a.add(b).divideBy(2).add(L.point(a.y - b.y, b.x - a.x).multiplyBy(much));
    return Array.from({ length: 17 }, (_, i) => {
      const t = i / 16;
      const point = a.multiplyBy((1 - t) ** 2).add(control.multiplyBy(2 * t * (1 - t))).add(b.multiplyBy(t * t));
      return map.unproject(point, 8);
    });
  }

  function drawLines(strength, some) {
    for (const [kind, pair] of Object.entries(strokes[strength])) {
      const lines = some.filter((curve) => curve.kind === kind).map((curve) => curve.points);
      pair.forEach((layer) => layer.setLatLngs(lines));
      pair[1].getElement().classList.toggle("nm-lijn", lines.length > 0);
    }
  }

  // Give the lines of the dot at the mouse full strength; none takes it away.
  function light(dot = null) {
    if (dot === lit) return;
    lit = dot;
    drawLit();
  }

  function drawLit() {
    drawLines("lit", lit ? curves.filter((curve) => curve.ends.includes(lit)) : []);
  }

  function dotAt(point) {
    const named = dots.filter((dot) => dot && dot.soort !== "gemeente");
    return named.find((dot) => map.latLngToContainerPoint(dot.place).distanceTo(point) < REACH) ||
      named.find((dot) => dot.box && dot.box.contains(point));
  }

  // Grow an area with the organisations just outside it, so that their lines do not run off the map.
  function reach(bounds) {
    const near = bounds.pad(0.4);
    dots.filter((dot) => dot.soort === "organisatie" && near.contains(dot.home)).forEach((dot) => bounds.extend(dot.home));
    return bounds;
  }

  // ---- names -------------------------------------------------------------------------------------------------

  // Each name takes the cheapest place around its dot: covering a dot costs much, a line little, another name is out.
  function placeLabels() {
    const shown = dots.filter(Boolean);
    const obstacles = findObstacles(shown);
    const taken = [controls()];
    shown.forEach((dot) => { dot.box = null; });
    for (const soort of NAMED) {
      // what works for the most gemeenten comes first in the data
      const some = shown.filter((each) => each.soort === soort);
      for (const dot of soort === "organisatie" ? some.slice(0, NAMED_ORGANISATIONS) : some) {
        dot.size ??= sizeOf(dot.label);
        const spot = dot.size && cheapest(dot, obstacles, taken);
        if (!spot) continue;
        dot.box = spot.box;
        taken.push(spot.box);
        dot.label.style.left = `${spot.x}px`;
        dot.label.style.top = `${spot.y}px`;
        dot.label.style.textAlign = spot.x >= 0 ? "left" : spot.x <= -dot.size.x ? "right" : "center";
      }
    }
    shown.forEach((dot) => dot.label && (dot.label.style.visibility = dot.box ? "visible" : "hidden"));
  }

  const COST = { landelijk: 90, politieregio: 60, organisatie: 30, gemeente: 4 };  // of covering a dot
  const LIMIT = { landelijk: Infinity, politieregio: 60, organisatie: 18 };        // rather no name than a place dearer than this
  const LINE_COST = { faint: 1, overig: 0.5, bestuur: 3, op_afstand: 3, zorg: 3 };
  const OWN_LINE = 0.4;  // a name can hardly keep off the lines of its own dot
  const AMBIGUOUS = 25;  // a name right beside another dot of its kind would seem to be of that one
  const RADIUS = { landelijk: 8, politieregio: 7, organisatie: 7, gemeente: 3 };

  function findObstacles(shown) {
    return {
      dots: shown.map((dot) => {
        const at = map.latLngToContainerPoint(dot.place);
        return { dot, box: around(at, RADIUS[dot.soort]), near: around(at, RADIUS[dot.soort] + 9) };
      }),
      lines: curves.map((curve) => {
        const points = curve.points.filter((_, i) => i % 4 === 0).map((point) => map.latLngToContainerPoint(point));
        return { points, box: L.bounds(points), ends: curve.ends, cost: LINE_COST[curve.faint ? "faint" : curve.kind] };
      }),
    };
  }

  function around(point, radius) {
    return L.bounds(point.subtract([radius, radius]), point.add([radius, radius]));
  }

  function cheapest(dot, obstacles, taken) {
    const at = map.latLngToContainerPoint(dot.place);
    const view = L.bounds([2, 2], map.getSize().subtract([2, 2]));
    let best = null;
    let least = LIMIT[dot.soort];
    for (const [x, y, far] of spots(dot.size)) {
      const box = L.bounds(at.add([x, y]), at.add([x, y]).add(dot.size));
      if (!view.contains(box) || taken.some((other) => other.overlaps(box))) continue;
      const cost = far + costOf(box, dot, obstacles);
      if (cost < least) {
        least = cost;
        best = { x, y, box };
      }
    }
    return best;
  }

  function costOf(box, own, { dots: others, lines }) {
    let cost = 0;
    for (const other of others) {
      if (other.dot === own) continue;
      if (other.box.overlaps(box)) cost += COST[other.dot.soort];
      if (other.dot.soort === own.soort && other.near.overlaps(box)) cost += AMBIGUOUS;
    }
    for (const line of lines) {
      if (line.box.overlaps(box) && crosses(line.points, box)) cost += line.cost * (line.ends.includes(own) ? OWN_LINE : 1);
    }
    return cost;
  }

  function crosses(points, box) {
    return points.slice(1).some((point, i) => L.LineUtil.clipSegment(points[i], point, box));
  }

  // Beside the dot, above and below it, and a little further off: [left, top, how much less we like it].
  function spots({ x: width, y: height }) {
    const right = 9;
    const left = -9 - width;
    const top = -height / 2;
    const sides = [0, -7, 7, -14, 14].flatMap((y, i) => [[right, top + y, 2 * i], [left, top + y, 2 * i + 1]]);
    const aboveBelow = [0.5, 0.25, 0.75].flatMap((part, i) => [[-width * part, 8, 3 + i], [-width * part, -8 - height, 3 + i]]);
    const further = [[right, 18], [right, -18 - height], [left, 18], [left, -18 - height], [right + 12, top], [left - 12, top]];
    return [...sides, ...aboveBelow, ...further.map((spot) => [...spot, 20])];
  }

  // Place names by the font that has come meanwhile: until then they were measured in another.
  function remeasure() {
    dots.forEach((dot) => { dot.size = null; });
    place();
  }

  // Nothing when the map is out of sight, in a tab that is not open: then it is measured again later.
  function sizeOf(label) {
    return label.offsetWidth ? L.point(label.offsetWidth, label.offsetHeight) : null;
  }

  // The buttons at the top left: no name hides below them.
  function controls() {
    const size = map.getContainer().querySelector(".leaflet-control-zoom");
    return L.bounds([0, 0], [size.offsetLeft + size.offsetWidth + 4, size.offsetTop + size.offsetHeight + 4]);
  }

  return { start, show, place, remeasure, light, dotAt, reach };
};
