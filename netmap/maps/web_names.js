// The names of the gemeenten of the chosen area, over the web map: as many as have room, and more after zooming in.
//
// netmap.makeNames(map) gives an overlay; web_map.js tells it whose names to show. Screen readers read the shapes.
netmap.css += `
  .nm-plaats span { position: absolute; transform: translate(-50%, -50%); white-space: nowrap; font-size: 11px; line-height: 12px;
    color: #101010; text-shadow: 1px 0 #fff, -1px 0 #fff, 0 1px #fff, 0 -1px #fff, 1px 1px #fff, -1px -1px #fff, 1px -1px #fff,
      -1px 1px #fff, 0 0 4px #fff, 0 0 4px #fff; }
  @media (max-width: 500px) { .nm-plaats span { font-size: 10px; line-height: 11px; } }`;

netmap.makeNames = function (map) {
  "use strict";

  const { element } = netmap.draw;
  const GAP = 1;   // pixels between two names
  let names = [];  // {label, middle, marker}, the largest gemeente first

  function show(gemeenten) {
    names.forEach(({ marker }) => marker.remove());
    names = [...gemeenten].sort((a, b) => extent(b) - extent(a)).map(({ naam, middle }) => {
      const label = element("span", { style: "visibility: hidden" }, naam);
      const icon = L.divIcon({ className: "nm-plaats", html: label, iconSize: [0, 0] });
      return { label, middle, marker: L.marker(middle, { pane: "namen", icon, interactive: false, keyboard: false }).addTo(map) };
    });
    place();
  }

  function extent({ layer }) {
    const bounds = layer.getBounds();
    return (bounds.getNorth() - bounds.getSouth()) * (bounds.getEast() - bounds.getWest());
  }

  // At its middle, else a little above, below or beside it; where another name stands already it has to wait.
  function place() {
    const view = L.bounds([2, 2], map.getSize().subtract([2, 2]));
    const taken = [...map.getContainer().querySelectorAll(".leaflet-control-zoom, .nm-laag, .nm-naam span")].map(boxOf);
    for (const { label, middle } of names) {
      const [width, height] = [label.offsetWidth, label.offsetHeight];
      const at = map.latLngToContainerPoint(middle);
      const spot = width && spots(width, height).find(([x, y]) => {
        const box = around(at.add([x, y]), width / 2 + GAP, height / 2 + GAP);
        return view.contains(box) && !taken.some((other) => other.overlaps(box));
      });
      label.style.visibility = spot ? "visible" : "hidden";
      if (!spot) continue;
      [label.style.left, label.style.top] = spot.map((move) => `${move}px`);
      taken.push(around(at.add(spot), width / 2 + GAP, height / 2 + GAP));
    }
  }

  function spots(width, height) {
    return [[0, 0], ...[0.5, 1, 1.4].flatMap((far) => [[0, -height * far], [0, height * far], [width / 3 * far, 0], [-width / 3 * far, 0]])];
  }

  function around(point, x, y) {
    return L.bounds(point.subtract([x, y]), point.add([x, y]));
  }

  function boxOf(node) {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    const corner = map.getContainer().getBoundingClientRect();
    return L.bounds([left - corner.left, top - corner.top], [right - corner.left, bottom - corner.top]);
  }

  return { show, place };
};
