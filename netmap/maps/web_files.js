// What the web map is drawn from: the browser fetches it while it reads the scripts.
//
// netmap/maps/assets.py joins the scripts: first netmap with the names of these files, the tables of
// netmap/maps/style.py as look and the style sheet of Leaflet as css, then this file, Leaflet, the map as Folium
// renders it, web_draw.js, web_network.js, web_names.js, web_layers.js and web_map.js.
netmap.fetched = (function () {
  "use strict";

  const DEPTH = { LineString: 0, Polygon: 1, MultiLineString: 1, MultiPolygon: 2 };  // of lists around a line

  function fetchJson(name) {
    return fetch(new URL(name, import.meta.url)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return answer.json();
    });
  }

  // From TopoJSON, in which a border is there once and shapes name their borders, to shapes as Leaflet takes them.
  function unfold({ arcs, transform: { scale, translate }, objects }) {
    const lines = arcs.map((arc) => {
      let [x, y] = [0, 0];
      return arc.map(([right, up]) => [(x += right) * scale[0] + translate[0], (y += up) * scale[1] + translate[1]]);
    });
    const line = (index) => (index < 0 ? lines[~index].slice().reverse() : lines[index]);
    const join = (indices) => indices.flatMap((index, i) => line(index).slice(i ? 1 : 0));
    const spread = (parts, depth) => (depth ? parts.map((part) => spread(part, depth - 1)) : join(parts));
    const shape = ({ type, arcs: parts, properties }) =>
      ({ type: "Feature", properties, geometry: { type, coordinates: spread(parts, DEPTH[type]) } });
    return [objects.gemeenten, objects.regios].map(({ geometries }) => geometries.map(shape));
  }

  const all = Promise.all(Object.values(netmap.files).map(fetchJson)).then(([borders, network]) => [...unfold(borders), network]);
  all.catch(() => {});  // web_map.js says what went wrong, once it is there
  return all;
})();
