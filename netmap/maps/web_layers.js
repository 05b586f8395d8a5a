// The list of layers in the web map, or the row of days: what the reader picks is on the map at once, and the page
// follows.
//
// How every layer or day looks is fetched when the reader comes near, once per map. Python hears of the choice when the
// reader has stopped for a moment; what it sends then says the same. Until that has come, an answer to an earlier
// choice does not undo the latest.
netmap.css += `
  .nm-laag { display: flex; align-items: center; gap: 8px; padding: 0 4px 0 10px; border-radius: 4px; background: #fff;
    box-shadow: 0 0 0 1px #8A97A3; color: #101010; }
  .nm-laag select { height: 38px; max-width: 40vw; border: 0; border-radius: 4px; background: #fff; color: inherit; font: inherit; }
  .nm-laag :is(select, button, input):focus-visible { outline: 3px solid #101010; outline-offset: -2px; box-shadow: 0 0 0 3px #FFE14D; }
  .nm-laag button { width: 38px; height: 38px; margin-left: -10px; border: 0; border-radius: 4px; background: #fff; color: inherit; cursor: pointer; }
  .nm-laag input { width: min(220px, 30vw); height: 38px; accent-color: #101010; }
  .nm-laag output { min-width: 8em; white-space: nowrap; font-variant-numeric: tabular-nums; }
  @media (prefers-reduced-motion: reduce) { .nm-laag button { display: none; } }
  @media (max-width: 480px) {
    .nm-laag { padding: 0; }
    .nm-laag label span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .nm-laag select { height: 44px; }
    .nm-laag button { width: 44px; height: 44px; margin: 0; }
  }`;

// What a reader picks from, each {parts, value(), set(key)}, and of days {stop(), refuse()}; pick is called when that is
// another.
netmap.makeList = function (pick) {
  const { element } = netmap.draw;
  const list = element("select", {}, ...netmap.layers.map(([group, layers]) =>
    element("optgroup", { label: group }, ...layers.map(([key, name]) => element("option", { value: key }, name)))));
  list.addEventListener("change", () => pick());
  const set = (key) => { list.value = key; };
  return { parts: [element("label", {}, element("span", {}, "Toon "), list)], value: () => list.value, set };
};

// A button walks along the days, when somebody asks; who wants no motion has the slider only. It waits until there is
// something to show of a day; while it walks, Python need not follow: pick(true).
netmap.makeDays = function (pick, days, isThere) {
  const { element, svg } = netmap.draw;
  const PACE = 1000;  // milliseconds that a day stays
  const last = days.length - 1;
  const slider = element("input", { type: "range", min: 0, max: last, "aria-label": "Dag op de kaart" });
  const day = element("output");
  const button = element("button", { type: "button" });
  let walking = null;
  let isAtStart = true;  // until the reader goes somewhere, the story begins with its first day

  function show() {
    day.textContent = days[slider.value][1];
    slider.setAttribute("aria-valuetext", day.textContent);
  }

  function sign(name, d) {
    button.setAttribute("aria-label", name);
    button.title = name;
    button.replaceChildren(svg("svg", { width: 16, height: 16, viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d, fill: "currentColor" })));
  }

  function stop() {
    clearInterval(walking);
    walking = null;
    sign("Speel de jaren af", "M4 2l10 6-10 6z");
  }

  function step() {
    const next = isAtStart ? 0 : Number(slider.value) + 1;
    if (!isThere(days[next][0])) return;
    isAtStart = false;
    slider.value = next;
    show();
    if (next === last) stop();
    pick(walking !== null);
  }

  function refuse() {
    stop();
    button.hidden = true;
  }

  button.addEventListener("click", () => {
    if (walking !== null) {
      stop();
      pick();
      return;
    }
    isAtStart ||= Number(slider.value) === last;
    walking = setInterval(step, PACE);
    sign("Stop", "M3 2h4v12H3zM9 2h4v12H9z");
    step();
  });
  slider.addEventListener("input", () => {
    isAtStart = false;
    stop();
    show();
    pick();
  });
  stop();

  function set(key) {
    slider.value = days.findIndex(([each]) => each === key);
    show();
  }

  return { parts: [button, slider, day], value: () => days[slider.value][0], set, stop, refuse };
};

netmap.makeLayers = function (map, recolour, send) {
  "use strict";

  const { element } = netmap.draw;
  const CALM = 200;       // milliseconds after which a reader has stopped
  const PATIENCE = 5000;  // after which the page is right: it never heard of the choice
  const control = L.control({ position: "bottomleft" });
  let others = null;   // of the patch on the map: where the other layers are, and which days, if they are days
  let picker = null;
  let looks = null;    // key of a layer to how it looks, when it has come
  let wanted = null;   // picked by the reader, and not yet answered
  let waiting;

  control.onAdd = () => {
    const box = element("div", { class: "nm-laag" }, ...picker.parts);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    for (const near of ["pointerenter", "focusin", "touchstart"]) box.addEventListener(near, fetchLooks, { passive: true });
    box.addEventListener("keydown", (event) => event.stopPropagation());
    return box;
  };

  function fetchLooks() {
    if (looks || !others) return;
    const asked = others[0];
    looks = {};
    fetch(asked).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null).then((found) => {
      if (others?.[0] !== asked) return;
      looks = found;
      if (!found) picker.refuse?.();
      else if (wanted) show(wanted);
    });
  }

  function pick(isWalking = false) {
    wanted = picker.value();
    show(wanted);
    clearTimeout(waiting);
    if (isWalking) return;
    waiting = setTimeout(() => {
      send(wanted);
      waiting = setTimeout(() => { wanted = null; }, PATIENCE);
    }, CALM);
  }

  function show(key) {
    const found = looks?.[key];
    if (!found) return;
    const { legenda, ...look } = found;
    recolour({ ...look, laag: key });
    const legend = document.querySelector(`.${others[1]} .nm-legenda`)?.parentElement;
    legend?.replaceChildren(...new DOMParser().parseFromString(legenda, "text/html").body.childNodes);
  }

  // Take what Python says, but for a layer that the reader has left already.
  function follow(patch) {
    const { laag, andere } = patch;
    if (andere?.[0] !== others?.[0]) {
      forget();
      looks = null;
      control.remove();
      const isThere = (key) => Boolean(looks?.[key]);
      if (andere) picker = andere[2].length ? netmap.makeDays(pick, andere[2], isThere) : netmap.makeList(pick);
    }
    others = andere;
    if (!others) control.remove();
    else if (!control.getContainer()?.isConnected) control.addTo(map);
    if (laag === wanted) wanted = null;
    if (!wanted) {
      picker?.set(laag);
      return patch;
    }
    const { legenda, ...look } = looks?.[wanted] || {};
    return { ...patch, ...look };
  }

  // What was picked before counts no more: the map is another, or goes to another page.
  function forget() {
    picker?.stop?.();
    clearTimeout(waiting);
    wanted = null;
  }

  return { follow, forget };
};
