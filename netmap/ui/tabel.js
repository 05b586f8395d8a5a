// Sort a table by a column, search in it and say that it scrolls: added to what netmap/write/html.py wrote, which reads as well without.
//
// A table comes and goes with the page, so a watch over the page finds the new ones; one listener serves them all.
const SORTED_FROM = 4
const SEARCHED_FROM = 12
const FRAMED_FROM = 46  // as in stijl.css
const MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
const DAY = /^(?:(?:(\d{1,2}) )?([a-z]+) )?(\d{4})$/

function make(name, attributes, ...children) {
  const element = Object.assign(document.createElement(name), attributes)
  element.append(...children)
  return element
}

// A number for 18.130.208, 90,5% and mei 2021; words for the rest, in small letters.
function read(cell) {
  const text = cell.textContent.trim().toLowerCase()
  const number = text.replace(/[.%]/g, "").replace(",", ".")
  if (cell.classList.contains("getal")) return number && !isNaN(number) ? Number(number) : null
  const [, day, month, year] = DAY.exec(text) || []
  if (year && (!month || MONTHS.includes(month))) return Number(year) * 400 + MONTHS.indexOf(month) * 32 + Number(day || 0)
  return text || null
}

// What says nothing comes last, whichever way.
function compare(a, b, way) {
  if (a === null || b === null) return (a === null) - (b === null)
  if (typeof a === "number" && typeof b === "number") return way * (a - b)
  return way * String(a).localeCompare(String(b), "nl", { numeric: true })
}

function sort(head) {
  const way = head.ariaSort === "ascending" ? -1 : 1
  const body = head.closest("table").tBodies[0]
  const rows = [...body.rows].map((row) => [read(row.cells[head.cellIndex]), row])
  rows.sort(([a], [b]) => compare(a, b, way))
  body.append(...rows.map(([, row]) => row))
  for (const each of head.parentElement.cells) each.ariaSort = null
  head.ariaSort = way === 1 ? "ascending" : "descending"
}

function search(field) {
  const words = field.value.trim().toLowerCase().split(/\s+/)
  const rows = [...field.closest(".nm-zoek").nextElementSibling.querySelectorAll("tbody tr")]
  for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word))
  const found = rows.filter((row) => !row.hidden).length
  field.closest(".nm-zoek").querySelector("output").textContent = found === rows.length ? "" : `${found} van ${rows.length} rijen`
}

function furnish(frame) {
  const rows = frame.querySelectorAll("tbody tr").length
  frame.dataset.rijen = rows
  if (rows < SORTED_FROM || frame.matches(".nm-matrix")) return
  for (const head of frame.querySelectorAll("thead th:not(.nm-wijzig)")) {  // not above links: nothing to sort by
    head.replaceChildren(make("button", { type: "button", title: "Sorteer" }, ...head.childNodes))
  }
  if (rows < SEARCHED_FROM) return
  if (rows >= FRAMED_FROM) {
    const fewer = frame.querySelector(".nm-ruim") ? " Meer kolommen staan in de download, en op een breder scherm." : ""
    frame.after(make("p", { className: "nm-rol" }, `${rows} rijen: schuif binnen het kader voor de rest.`, make("span", {}, fewer)))
  }
  const field = make("input", { type: "search" })
  frame.before(make("p", { className: "nm-zoek" }, make("label", {}, "Zoek in deze tabel ", field), make("output", {})))
}

function look() {
  document.querySelectorAll(".stHtml .nm-tabel:not([data-rijen])").forEach(furnish)
}

new MutationObserver(look).observe(document.body, { subtree: true, childList: true })
document.addEventListener("click", ({ target }) => {
  const head = target.closest?.(".nm-tabel thead button")?.closest("th")
  if (head) sort(head)
})
document.addEventListener("input", ({ target }) => {
  if (target.closest?.(".nm-zoek")) search(target)
})
