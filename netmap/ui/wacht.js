// Say in Dutch what keeps the page or the map from appearing, when Streamlit and the browser say nothing of it.
//
// What is said goes away by itself when what was missed appears after all.
const PATIENCE = 20_000
const LATE = "netmap krijgt nog geen antwoord van de server. Herlaad de pagina, of vraag de beheerder. Voor de beheerder: laat de proxy de " +
  "websocket door (Upgrade en Connection), laat hem Host doorgeven zoals de browser het noemt, en noem die naam bij server.allowedHosts. " +
  "Zie docs/beheer.md."
const BLIND = "De kaart kan hier niet worden getoond. De tabellen op deze pagina bevatten dezelfde gegevens. Voor de beheerder: als een " +
  "proxy een eigen Content-Security-Policy stuurt, haal die weg. Zie docs/beheer.md."

function alertOf(text) {
  const line = Object.assign(document.createElement("p"), { role: "alert", className: "nm-wacht", textContent: text })
  line.style = "margin: 1rem; padding: .8rem 1rem; border-left: .4rem solid #a3260e; background: #fdf1ee; color: #101010; font: 1rem/1.5 sans-serif"
  return line
}

// Say it when after a while something is still not there; take it back once it is.
function miss(isThere, words, say) {
  const start = performance.now()
  let line = null
  const watch = setInterval(() => {
    if (isThere()) {
      line?.remove()
      clearInterval(watch)
    } else if (!line && performance.now() - start > PATIENCE) say((line = alertOf(words)))
  }, 500)
}

miss(() => document.querySelector("h1"), LATE, (line) => document.body.prepend(line))

function watchMap(place) {
  miss(() => !place.isConnected || place.querySelector("path.nm-gemeente"), BLIND, (line) => place.before(line))
}

const seen = new WeakSet()
new MutationObserver(() => {
  for (const place of document.querySelectorAll("[class*=st-key-beeld_]")) {
    if (!seen.has(place)) seen.add(place), watchMap(place)
  }
}).observe(document.body, { subtree: true, childList: true })
