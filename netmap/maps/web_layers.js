// The list of layers in the web map: what the reader picks is on the map at once, and the page follows.
//
// How every layer looks is fetched when the reader comes near the list, once per day and area. Python hears of the
// choice when the reader has stopped for a moment; what it sends then says the same. Until that has come, an answer
// to an earlier choice does not undo the latest.
netmap.css += `
  .nm-laag { display: flex; align-items: center; gap: 8px; padding: 0 4px 0 10px; border-radius: 4px; background: #fff;
    box-shadow: 0 0 0 1px #8A97A3; color: #101010; }
  .nm-laag select { height: 38px; max-width: 40vw; border: 0; border-radius: 4px; background: #fff; color: inherit; font: inherit; }
  .nm-laag select:focus-visible { outline: 3px solid #101010; outline-offset: -2px; box-shadow: 0 0 0 3px #FFE14D; }
  @media (max-width: 480px) {
    .nm-laag { padding: 0; }
    .nm-laag label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .nm-laag select { height: 44px; }
  }`;

netmap.makeLayers = function (map, recolour, send) {
  "use strict";

  const { element } = netmap.draw;
  const CALM = 200;       // milliseconds after which a reader has stopped
  const PATIENCE = 5000;  // after which the page is right: it never heard of the choice
  const list = element("select", { id: "nm-laag" }, ...netmap.layers.map(([group, layers]) =>
    element("optgroup", { label: group }, ...layers.map(([key, name]) => element("option", { value: key }, name)))));
  const control = L.control({ position: "bottomleft" });
  let others = null;   // of the patch on the map: where the other layers are
  let looks = null;    // key of a layer to how it looks, when it has come
  let wanted = null;   // picked by the reader, and not yet answered
  let waiting;

  control.onAdd = () => {
    const box = element("div", { class: "nm-laag" }, element("label", { for: "nm-laag" }, "Toon"), list);
    L.DomEvent.disableClickPropagation(box);
    L.DomEvent.disableScrollPropagation(box);
    for (const near of ["pointerenter", "focusin", "touchstart"]) box.addEventListener(near, fetchLooks, { passive: true });
    list.addEventListener("keydown", (event) => event.stopPropagation());
    list.addEventListener("change", pick);
    return box;
  };

  function fetchLooks() {
    if (looks || !others) return;
    const asked = others;
    looks = {};
    fetch(asked[0]).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})).then((found) => {
      if (others !== asked) return;
      looks = found;
      if (wanted) show(wanted);
    });
  }

  function pick() {
    wanted = list.value;
    show(wanted);
    clearTimeout(waiting);
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
    const legend = document.querySelector(`.${others[1]} .nm-legenda`);
    legend?.replaceWith(...new DOMParser().parseFromString(legenda, "text/html").body.childNodes);
  }

  // Take what Python says, but for a layer that the reader has left already.
  function follow(patch) {
    const { laag, andere } = patch;
    if (String(andere) !== String(others)) [others, looks] = [andere, null];
    if (!others) control.remove();
    else if (!control.getContainer()?.isConnected) control.addTo(map);
    if (laag === wanted) wanted = null;
    if (!wanted) {
      list.value = laag;
      return patch;
    }
    const { legenda, ...look } = looks?.[wanted] || {};
    return { ...patch, ...look };
  }

  return { follow };
};
