// The web map in the browser: draws borders and network once, then only paints what Python says.
//
// netmap/ui/web_map.py mounts a map where it belongs, now and after every change. A map whose page goes away keeps what
// is drawn and is the next that somebody needs. What a reader chooses goes back through setTriggerValue; what is chosen
// is drawn only when Python says so, so that page and map never disagree. Names come from files: they are set as text,
// never as HTML. Needs what stands before it in the script that netmap/maps/assets.py joins: see web_files.js.
netmap.css += `
  .leaflet-container { isolation: isolate; background: ${netmap.look.sea}; font: 14px/1.35 "Source Sans", system-ui, "Segoe UI", sans-serif; }
  .leaflet-pane > svg path.nm-gemeente { pointer-events: auto; cursor: pointer; }
  .leaflet-dragging .leaflet-pane > svg path.nm-gemeente { cursor: grabbing; }
  .leaflet-pane > svg path.nm-gemeente:focus { outline: none; }
  .nm-tip { padding: 5px 9px; border: 1px solid ${netmap.look.dark}; border-radius: 4px; color: #101010; white-space: normal;
    width: max-content; max-width: 230px; box-shadow: 0 1px 5px rgba(0, 0, 0, .25); }
  .nm-tip::before { display: none; }
  .nm-tip span { display: block; }
  .nm-note { position: absolute; z-index: 1000; left: 50%; top: 12px; transform: translateX(-50%); max-width: 80%;
    padding: 8px 14px; border-radius: 4px; background: ${netmap.look.dark}; color: #fff; pointer-events: none; }
  .leaflet-bar a, .leaflet-touch .leaflet-bar a { width: 32px; height: 32px; line-height: 32px; color: #101010; }
  .leaflet-bar a:focus-visible { outline: 3px solid #101010; outline-offset: 1px; box-shadow: 0 0 0 2px #FFE14D; }
  .leaflet-bar a svg { vertical-align: middle; }
  .nm-naam span { position: absolute; transform: translate(-50%, 10px); padding: 1px 6px; border-radius: 3px; background: #fff;
    color: #101010; font-weight: 600; white-space: nowrap; box-shadow: 0 0 0 1px #101010; }
  @media print { .leaflet-control-container { display: none; } }`;

document.head.append(netmap.draw.element("style", {}, netmap.css));

const idle = [];  // maps that nobody looks at

// Give a part of a page a map: {apply(patch, answer), leave()}.
export default (place) => (idle.pop() || netmap.makeView()).settle(place);

netmap.makeView = function () {
  "use strict";

  const LOOK = netmap.look;
  const { element, svg, plainText, patterns, checksum } = netmap.draw;
  const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const COUNTRY = L.latLngBounds([50.73, 3.31], [53.58, 7.25]);
  const drawings = `nm-${Math.random().toString(36).slice(2)}`;  // no two maps share the names of their patterns

  let say;                     // how Python hears of a choice
  let map, network, names, layers, patch, note, tooltip, tip;
  let gemeenten = [];          // sorted by code: {code, naam, layer, path, middle, lines}
  let borders = {};            // kind of area -> lines between areas of that kind
  let outlines = {};           // hover, chosen, focus -> polygons, the casing first
  let fitted = null;           // bounds and zoom of the last fit
  let area = null;             // what the patch on the map says of the chosen area
  let chosen;                  // outlined and named, because Python said so
  let asked = null;            // chosen by the reader, and not yet answered
  let name;                    // of the chosen gemeente, on the map
  let hovered = null;

  // ---- start -------------------------------------------------------------------------------------------------

  // Begin on a page as if it were the first.
  function settle(place) {
    if (map) place.append(map.getContainer());
    else start(place);
    [area, asked] = [null, null];
    hideTip();
    map.invalidateSize({ animate: false });
    fit(COUNTRY, false);
    return view;
  }

  function leave() {
    layers.forget();
    hover();
    if (outlines.focus) ring("focus");
    asked = null;
    map.getContainer().remove();
    idle.push(view);
  }

  function start(place) {
    place.append(element("div", { id: netmap.element }));
    map = netmap.makeMap();
    const container = map.getContainer();
    container.removeAttribute("id");  // by which Folium found it; there may be another
    container.map = map;  // for who looks into it from outside
    container.lang = "nl";
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", "Kaart van Nederland. Met de pijltjestoetsen gaat u van gemeente naar gemeente, " +
      "met Enter kiest u er een. De tabel op deze pagina bevat dezelfde gegevens.");
    addControls(container);
    ["gemeenten", "regios", "netlijn", "keuze", "namen", "netpunt"].forEach((name, i) => {
      map.createPane(name).style.zIndex = 410 + 10 * i;
      if (i) map.getPane(name).setAttribute("aria-hidden", "true");
    });
    network = netmap.makeNetwork(map);
    names = netmap.makeNames(map);
    layers = netmap.makeLayers(map, recolour, send);
    name = L.marker(COUNTRY.getCenter(), { pane: "netpunt", interactive: false, keyboard: false });
    listen(container);
    document.fonts.ready.then(() => {
      network.remeasure();
      names.place();
    });
    netmap.fetched.then(build).catch((error) => {
      tell("De kaart kon niet worden geladen. Herlaad de pagina, of gebruik de tabel.");
      throw error;
    });
  }

  function build([borders, regions, networkData]) {
    const renderer = L.svg({ pane: "gemeenten", padding: 0.5 });
    L.geoJSON(borders, {
      pane: "gemeenten", renderer, interactive: false, smoothFactor: 0.4, noClip: true, weight: 0.8, fillOpacity: 1,
      onEachFeature: (feature, layer) => gemeenten.push({
        code: String(feature.properties.code), naam: String(feature.properties.naam),
        layer, middle: L.GeoJSON.coordsToLatLng(feature.properties.midden), lines: [],
        centrum: feature.properties.centrum || "", inwoners: feature.properties.inwoners || "",
      }),
    }).addTo(map);
    gemeenten.sort((a, b) => (a.code < b.code ? -1 : 1));
    gemeenten.forEach((gemeente, i) => {
      gemeente.path = gemeente.layer.getElement();
      gemeente.path.classList.add("nm-gemeente", "leaflet-interactive");
      gemeente.path.dataset.i = i;
      gemeente.path.setAttribute("role", "button");
    });
    const root = gemeenten[0].path.ownerSVGElement;
    root.setAttribute("role", "group");
    root.setAttribute("aria-label", "Gemeenten");
    // One renderer per pane: a path belongs to the pane of its renderer.
    const inPane = (pane) => ({ pane, renderer: L.svg({ pane, padding: 0.5 }), interactive: false, noClip: true, fill: false });
    drawRegions(regions, inPane("regios"));
    const choice = inPane("keuze");
    const outline = (...strokes) => strokes.map(([color, weight]) => L.polygon([], { ...choice, color, weight, smoothFactor: 0.4 }).addTo(map));
    outlines = {
      hover: outline([LOOK.light, 4], [LOOK.dark, 2]),
      chosen: outline(["#101010", 7], [LOOK.light, 4], ["#101010", 1.6]),
      focus: outline(["#101010", 7], ["#FFE14D", 4]),
    };
    network.start(networkData);
    tabStop(nearest(COUNTRY.getCenter()));
    if (patch) paint();
  }

  // Borders between areas are drawn clearly, the coast thinly: thick lines would smear islands and harbours.
  function drawRegions(features, options) {
    const draw = (feature, color, weight, look) =>
      L.geoJSON(feature, { ...options, smoothFactor: 0.4, color, weight, ...look }).addTo(map);
    for (const feature of features) {
      const { code, soort } = feature.properties;
      const dash = code === "misschien" ? { dashArray: LOOK.doubtful, lineCap: "butt" } : {};
      if (code === "rand") draw(feature, LOOK.dark, 0.6);
      else (borders[soort] ||= []).push(draw(feature, LOOK.light, 3), draw(feature, LOOK.dark, 1.4, dash));
    }
  }

  function showBorders(shown) {
    for (const [soort, lines] of Object.entries(borders)) {
      lines.forEach((line) => (soort === shown ? line.addTo(map) : line.remove()));
    }
  }

  // ---- paint -------------------------------------------------------------------------------------------------

  // patch: {controle, klassen: [[label, fill, pattern, ink, border, bewijs]], letters, binnen, gekozen, lijnen, grenzen,
  // inwoners, laag, andere, aan}
  // klassen: a class in one strength of proof; letters: one per gemeente in the order of the codes, "a" for the first;
  // binnen: the same with "1" for what lies in the chosen area, or empty when that is the country;
  // grenzen: the kind of area whose borders stand out; inwoners: whether a gemeente says how many it has;
  // laag: key of the layer; andere: where the other layers are, see web_layers.js, or null;
  // aan: as binnen, what is ticked on a map to tick gemeenten on, else null.
  function apply(thePatch, answer) {
    say = answer;
    const before = fitted && underfoot(fitted.bounds);
    patch = layers.follow(thePatch);
    if (fitted && underfoot(fitted.bounds) !== before) fit(fitted.bounds, false);
    if (gemeenten.length) paint();
  }

  // Another layer of the same day and area: only colours and words change.
  function recolour(look) {
    Object.assign(patch, look);
    if (!gemeenten.length) return;
    colour();
    choose(chosen);
  }

  function paint() {
    colour();
    showBorders(patch.grenzen);
    network.show(patch.lijnen);
    const [before, from] = [chosen, area];
    area = patch.binnen;
    choose(gemeenten.find((gemeente) => gemeente.code === patch.gekozen));
    if (from === null && patch.aan?.includes("1")) fit(chosenArea(patch.aan).pad(0.5), false);
    else if (area !== (from || "") || (chosen !== before && !area)) fit(area ? chosenArea(area) : surroundings(), from !== null);
    else if (chosen && !map.getBounds().contains(chosen.middle)) map.panTo(chosen.middle, { animate: !calm() });
    // The network has names of its own, and the chosen gemeente has its name already.
    const named = gemeenten.filter((each, i) => patch.binnen && patch.binnen[i] === "1" && each !== chosen);
    names.show(patch.lijnen.length ? [] : named);
    showAnswer();
  }

  function colour() {
    if (checksum(gemeenten.map((gemeente) => gemeente.code)) !== patch.controle) {
      tell("De kaart en de gegevens horen niet bij elkaar. Herlaad de pagina, of gebruik de tabel.");
      patch.letters = "";
    } else if (note) {
      tell("");
    }
    const classes = patch.klassen.map(([label, ...look]) => [plainText(label), ...look]);
    definePatterns(classes);
    gemeenten.forEach((gemeente, i) => {
      const index = LETTERS.indexOf(patch.letters[i] || "?");
      const [label, fill, pattern, , border, bewijs] = classes[index] || ["", LOOK.dimmed, "none", "", LOOK.light, ""];
      const inside = !patch.binnen || patch.binnen[i] === "1";
      const centrum = patch.grenzen === "centrumgemeente" ? gemeente.centrum : "";
      const inwoners = patch.inwoners ? gemeente.inwoners : "";
      gemeente.lines = [label, inwoners, LOOK.teBevestigen[bewijs] || "", centrum, inside ? "" : "Buiten het gekozen gebied"].filter(Boolean);
      gemeente.layer.setStyle(inside
        ? { fillColor: pattern === "none" ? fill : `url(#${drawings}-${index})`, color: border }
        : { fillColor: LOOK.dimmed, color: LOOK.light });
      gemeente.path.setAttribute("aria-label", [gemeente.naam, ...gemeente.lines].join(", "));
      gemeente.path.setAttribute("aria-pressed", String(patch.aan ? patch.aan[i] === "1" : gemeente.code === patch.gekozen));
    });
  }

  // The first stroke carries the colour of the gemeente, so that no line of the network runs over it.
  function choose(gemeente) {
    if (gemeente && gemeente !== chosen) tabStop(gemeente);
    chosen = gemeente;
    ring("chosen", chosen);
    name.remove();
    if (!chosen) return;
    outlines.chosen[0].setStyle({ fill: true, fillOpacity: 1, fillColor: chosen.path.getAttribute("fill") });
    name.setIcon(L.divIcon({ className: "nm-naam", html: element("span", {}, chosen.naam), iconSize: [0, 0] }));
    name.setLatLng(chosen.middle).addTo(map);
  }

  // What a reader wants to see of the country: the chosen gemeente with those around it, or all.
  function surroundings() {
    return chosen ? chosen.layer.getBounds().pad(1.5) : COUNTRY;
  }

  function definePatterns(classes) {
    const root = gemeenten[0].path.ownerSVGElement;
    const defs = root.querySelector("defs") || root.insertBefore(svg("defs"), root.firstChild);
    defs.replaceChildren(...patterns(classes, drawings));
  }

  function ring(name, gemeente) {
    outlines[name].forEach((outline) => outline.setLatLngs(gemeente ? gemeente.layer.getLatLngs() : []));
  }

  // ---- mouse, touch and keys ---------------------------------------------------------------------------------

  function listen(container) {
    const gemeenteOf = (event) => gemeenten[event.target.dataset && event.target.dataset.i];
    let awake = false;   // the wheel belongs to the page until the reader has clicked in the map
    container.addEventListener("pointerdown", () => { awake = true; });
    container.addEventListener("mouseleave", () => { awake = false; hover(); });
    container.addEventListener("wheel", (event) => {
      if (awake || event.ctrlKey || event.metaKey) return;
      event.stopPropagation();
      tell("Klik eerst in de kaart, of houd Ctrl ingedrukt, om te zoomen.", 1500);
    }, { capture: true, passive: true });
    container.addEventListener("mousemove", (event) => hover(gemeenteOf(event), event));
    container.addEventListener("click", (event) => {
      const dragged = map.dragging.enabled() && map.dragging.moved();
      if (gemeenteOf(event) && !dragged) report(gemeenteOf(event));
    });
    container.addEventListener("focusin", (event) => {
      const gemeente = gemeenteOf(event);
      if (!gemeente || !event.target.matches(":focus-visible")) return;
      ring("focus", gemeente);
      map.panInside(gemeente.middle, { padding: [70, 70], animate: calm() ? false : undefined });
      showTip(gemeente.middle, [gemeente.naam, ...gemeente.lines]);
    });
    container.addEventListener("focusout", (event) => {
      if (!gemeenteOf(event)) return;
      ring("focus");
      hideTip();
    });
    container.addEventListener("keydown", (event) => onKey(event, gemeenteOf(event)));
    map.on("moveend", placeNames);
    map.on("zoomend", oneFingerScrolls);
    new ResizeObserver(onResize).observe(container);
    window.addEventListener("beforeprint", () => onPaper(container, "186mm", "120mm"));  // of A4, as in stijl.css
    window.addEventListener("afterprint", () => onPaper(container, "", ""));
  }

  // Nothing observes a size while a browser lays out its sheets: the map takes that of the paper before.
  function onPaper(container, width, height) {
    if (!container.isConnected) return;
    Object.assign(container.style, { width, height });
    onResize();
  }

  function hover(gemeente, event) {
    if (!outlines.hover) return;
    if (gemeente !== hovered) ring("hover", gemeente);
    hovered = gemeente;
    const dot = event && network.dotAt(map.mouseEventToContainerPoint(event));
    network.light(dot);
    if (dot) showTip(dot.place, [dot.naam]);
    else if (gemeente) showTip(map.mouseEventToLatLng(event), [gemeente.naam, ...gemeente.lines]);
    else hideTip();
  }

  function onKey(event, gemeente) {
    const steps = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    if (!gemeente || event.altKey || event.ctrlKey || event.metaKey) return;
    if (steps[event.key]) move(gemeente, ...steps[event.key]);
    else if (event.key === "Enter" || event.key === " ") report(gemeente);
    else if (event.key === "+" || event.key === "=") map.zoomIn();
    else if (event.key === "-") map.zoomOut();
    else if (event.key === "Home") fit(chosenArea(area), true);
    else if (event.key === "Escape") hideTip();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  // The nearest gemeente within 45 degrees of the direction; straight ahead counts as nearer.
  function move(from, x, y) {
    const origin = map.project(from.middle, 10);
    let best = null;
    let least = Infinity;
    for (const gemeente of gemeenten) {
      const way = map.project(gemeente.middle, 10).subtract(origin);
      const ahead = way.x * x + way.y * y;
      const aside = Math.abs(way.x * y) + Math.abs(way.y * x);
      if (ahead > 0 && ahead >= aside && ahead + 2 * aside < least) {
        best = gemeente;
        least = ahead + 2 * aside;
      }
    }
    if (!best) return;
    tabStop(best);
    best.path.focus();
  }

  function tabStop(gemeente) {
    gemeenten.forEach((each) => each.path.setAttribute("tabindex", each === gemeente ? "0" : "-1"));
  }

  function report(gemeente) {
    asked = gemeente;
    send(gemeente.code);
  }

  function send(choice) {
    say("keuze", choice);
  }

  // On a phone the answer is below the map: bring its beginning into sight, once the page has it.
  function showAnswer() {
    if (!asked || chosen !== asked || window.innerWidth > 640) return;
    const answer = document.getElementById("gemeente");
    if (answer?.textContent !== asked.naam) {
      setTimeout(showAnswer, 100);
      return;
    }
    const { top, bottom } = answer.getBoundingClientRect();
    if (top < 0 || bottom > window.innerHeight) {  // look again: the page may still be growing above it
      answer.scrollIntoView({ block: "center", behavior: "instant" });
      setTimeout(showAnswer, 300);
      return;
    }
    asked = null;
  }

  // ---- view --------------------------------------------------------------------------------------------------

  function chosenArea(inside) {
    if (!inside) return COUNTRY;
    const chosen = gemeenten.filter((_, i) => inside[i] === "1");
    return network.reach(chosen.reduce((bounds, gemeente) => bounds.extend(gemeente.layer.getBounds()), L.latLngBounds([])));
  }

  function fit(bounds, animate) {
    fitted = { bounds, zoom: NaN };
    if (!map.getSize().x || !map.getSize().y) return;  // in a tab that is not open: onResize comes back to it
    if (map._animatingZoom) {  // Leaflet drops a move during a zoom
      map.once("zoomend", () => fit(bounds, animate));
      return;
    }
    map.options.minZoom = 0;  // else that of a larger map would hold; setMinZoom would start a zoom of its own
    const below = underfoot(bounds);
    map.options.minZoom = map.getBoundsZoom(COUNTRY, false, L.point(0, underfoot(COUNTRY)));
    const [left, edge] = bounds === COUNTRY ? [2, 2] : [Math.min(90, map.getSize().x / 6), 24];
    fitted = { bounds, zoom: map.getBoundsZoom(bounds, false, L.point(left + edge, 2 * edge + below)) };
    map.fitBounds(bounds, { paddingTopLeft: [left, edge], paddingBottomRight: [edge, edge + below], animate: animate && !calm() });
    oneFingerScrolls();
  }

  // What lies over the lower edge of the map; beside the country of a wide one there is room.
  function underfoot(bounds) {
    const control = map.getContainer().querySelector(".nm-laag");
    const isInTheWay = control && (bounds !== COUNTRY || control.offsetWidth > map.getSize().x / 2);
    return isInTheWay ? control.offsetHeight + 10 : 0;
  }

  function placeNames() {
    network.place();
    names.place();
  }

  function calm() {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  }

  // On a touch screen one finger scrolls the page until the reader zooms in: then it moves the map.
  function oneFingerScrolls() {
    const whole = map.getZoom() <= Math.max(map.getMinZoom(), fitted?.zoom || 0) + 0.1;
    if (whole && window.matchMedia("(pointer: coarse)").matches) map.dragging.disable();
    else map.dragging.enable();
  }

  function onResize() {
    const untouched = fitted && !(Math.abs(map.getZoom() - fitted.zoom) >= 0.3);  // no number: it had no size yet
    map.invalidateSize({ animate: false });
    if (untouched) fit(fitted.bounds, false);
    placeNames();  // they keep within the map, also when the fit stays the same
  }

  function addControls(container) {
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    const home = element("a", { href: "#", role: "button", title: "Alles tonen", "aria-label": "Alles tonen" },
      svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" },
        svg("path", { d: "M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4", fill: "none", stroke: "currentColor", "stroke-width": 2 })));
    L.DomEvent.on(home, "click", (event) => { L.DomEvent.stop(event); fit(chosenArea(area), true); });
    container.querySelector(".leaflet-control-zoom").append(home);
    tip = element("div");
    tooltip = L.tooltip({ direction: "top", offset: [0, -10], opacity: 1, className: "nm-tip" });
  }

  function showTip(place, [title, ...rest]) {
    tip.replaceChildren(element("strong", {}, title), ...rest.map((line) => element("span", {}, line)));
    tooltip.setLatLng(place).setContent(tip);
    if (!map.hasLayer(tooltip)) tooltip.addTo(map);
    const at = map.latLngToContainerPoint(place);
    const half = tooltip.getElement().offsetWidth / 2 + 4;
    const aside = Math.min(Math.max(at.x, half), map.getSize().x - half) - at.x;  // the map would cut it off
    tooltip.options.direction = at.y < 90 ? "bottom" : "top";
    tooltip.options.offset = L.point(aside, at.y < 90 ? 18 : -10);
    tooltip.update();
  }

  function hideTip() {
    tooltip.remove();
  }

  function tell(text, milliseconds) {
    if (note) note.remove();
    note = text ? element("div", { class: "nm-note", role: "status" }, text) : null;
    if (note) map.getContainer().append(note);
    const mine = note;
    if (milliseconds) setTimeout(() => { if (note === mine) tell(""); }, milliseconds);
  }

  // ---- small things ------------------------------------------------------------------------------------------

  function nearest(place) {
    return gemeenten.reduce((best, each) => (each.middle.distanceTo(place) < best.middle.distanceTo(place) ? each : best));
  }

  const view = { settle, apply, leave };
  return view;
};
