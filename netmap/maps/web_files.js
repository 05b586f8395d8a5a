// What the web map is drawn from: the browser fetches it while it reads the scripts.
//
// netmap/maps/assets.py joins the scripts: first netmap with the names of these files, the tables of
// netmap/maps/style.py as look and the style sheet of Leaflet as css, then this file, Leaflet, web_draw.js,
// web_network.js, web_names.js and web_map.js.
netmap.fetched = (function () {
  "use strict";

  function fetchJson(name) {
    return fetch(new URL(name, import.meta.url)).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${name}`);
      return answer.json();
    });
  }

  const { gemeenten, regios, netwerk } = netmap.files;
  const all = Promise.all([gemeenten, regios, netwerk].map(fetchJson));
  all.catch(() => {});  // web_map.js says what went wrong, once it is there
  return all;
})();
