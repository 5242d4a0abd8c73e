// Draws the observations of the list on a map. Everything the map says is in the list; without this file nothing is lost.
(() => {
  const box = document.querySelector("[data-walk-map]");
  const lines = [...document.querySelectorAll("[data-lat][data-lon]")];
  if (!box || !window.L || !lines.length) return;
  box.hidden = false;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", "Carte des observations. La liste dit la même chose.");
  const map = L.map(box, { scrollWheelZoom: false, attributionControl: true });
  map.attributionControl.setPrefix(false);
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { maxZoom: 19 }).addTo(map);
  const colour = getComputedStyle(document.documentElement).getPropertyValue("--brand");
  const places = new Map();
  for (const line of lines) {
    const key = `${line.dataset.lat} ${line.dataset.lon}`;
    places.set(key, [...(places.get(key) || []), line.querySelector("a")]);
  }
  for (const [key, links] of places) {
    const list = document.createElement("ul");
    for (const link of links) {
      const entry = document.createElement("li");
      entry.append(link.cloneNode(true));
      list.append(entry);
    }
    L.circleMarker(key.split(" ").map(Number), { radius: 9 + links.length, color: colour, fillOpacity: 0.6 }).addTo(map).bindPopup(list);
  }
  map.fitBounds(L.latLngBounds([...places.keys()].map((key) => key.split(" ").map(Number))).pad(0.2), { maxZoom: 18 });
})();
