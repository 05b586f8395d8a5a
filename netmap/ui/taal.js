// Dutch for what Streamlit says in English and has no setting for: in texts, names for screen readers and tooltips.
//
// Only whole texts of Streamlit's own that stand here are replaced; everything in st.html (data, tables) is left alone.
const WORDS = {
  "Skip to main content": "Naar de inhoud",
  "No results": "Niets gevonden",
  "Choose an option": "Kies",
  "Choose options": "Kies",
  "Open": "Lijst openen",
  "Dismiss": "Sluiten",
  "Close": "Sluiten",
  "Clear value": "Leegmaken",
  "Clear entry": "Leegmaken",
  "Clear all": "Alles wissen",
  "Select all": "Alles kiezen",
  "Deselect all": "Niets kiezen",
  "Selected values": "Gekozen",
  "Upload": "Kies een bestand",
  "Add files": "Nog een bestand",
  "Drag and drop a file here": "Laat het bestand hier los",
  "Drag and drop files here": "Laat de bestanden hier los",
  "Press Enter to apply": "Enter: toepassen",
  "Press Enter to submit form": "Enter: toevoegen",
  "Press Ctrl+Enter to apply": "Ctrl+Enter: toepassen",
  "Press ⌘+Enter to apply": "⌘+Enter: toepassen",
  "Increment": "Verhogen",
  "Decrement": "Verlagen",
  "Number is above the allowed range.": "Dit getal is te hoog.",
  "Number is below the allowed range.": "Dit getal is te laag.",
  "Fullscreen": "Volledig scherm",
  "Close fullscreen": "Volledig scherm sluiten",
  "Multiselect options": "Keuzelijst",
  "Download failed": "Downloaden mislukt",
  "Failed to generate file for download": "Downloaden mislukt",
  "Deferred download not properly configured": "Downloaden mislukt",
  "Image source failed to load": "Het plaatje kan niet worden geladen",
  "Link to heading": "Link naar deze kop",
  "Stop": "Stoppen",
  "Stopping...": "Stopt…",
  "Running...": "Bezig…",
  "Connecting": "Verbinden…",
  "Connecting to Streamlit server": "Verbinding maken met de server",
  "Unable to connect to Streamlit server": "Geen verbinding met de server",
  "Error": "Fout",
  "Connection error": "Geen verbinding",
  "Streamlit server is not responding. Are you connected to the internet?":
    "De server antwoordt niet. Hebt u internet? De pagina probeert het vanzelf opnieuw.",
  "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
    "De server antwoordt niet. De beheerder start hem met:",
  "streamlit run yourscript.py": "streamlit run app.py",
  "Page not found": "Deze pagina bestaat niet",
  "The page that you have requested does not seem to exist. Running the app's main page.": "U ziet nu de kaart.",
}
const SENTENCES = [
  [/^Help for (.+)$/, "Uitleg bij $1"],
  [/^Shortcut (.+)$/, "Sneltoets $1"],
  [/^Add: (.+)$/s, "Zoek: $1"],
  [/^Remove (.+)$/s, "Verwijder $1"],
  [/^(\d+) options? available\.$/, "$1 mogelijk."],
  [/^(.+), selected$/s, "$1, gekozen"],
  [/^Fullscreen: .+$/s, "Volledig scherm"], // the words of the picture stand in its own alt
  [/^Close fullscreen: .+$/s, "Volledig scherm sluiten"],
  [/^([\d.]+)MB per file$/, "hoogstens $1 MB per bestand"],
  [/^File must be (\d+)(?:\.\d+)?\s?MB or smaller\.$/, "Dit bestand is groter dan $1 MB."],
  [/^(.+) files are not allowed\.$/s, "Een bestand van deze soort kan niet."],
  [/^Select (\d+) matches$/, "Kies deze $1"],
  [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, "Te hoog: hooguit $1."],
  [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, "Te laag: ten minste $1."],
  [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, "Kies een getal van $1 tot en met $2."],
]
const SPOKEN = ["aria-label", "title", "placeholder"]
const OURS = ".stHtml, .leaflet-container, script, style"

function dutch(text) {
  const words = text.trim()
  if (Object.hasOwn(WORDS, words)) return WORDS[words]
  const sentence = SENTENCES.find(([english]) => english.test(words))
  return sentence ? words.replace(...sentence) : text
}

function translateText(node) {
  const text = dutch(node.data)
  if (text !== node.data) node.data = text
}

function translateNames(element) {
  for (const name of SPOKEN) {
    const text = element.getAttribute(name)
    if (text && dutch(text) !== text) element.setAttribute(name, dutch(text))
  }
}

function translate(root) {
  if (root.nodeType === Node.TEXT_NODE) return translateText(root)
  if (root.nodeType !== Node.ELEMENT_NODE || root.closest(OURS)) return
  const skip = (node) => node.nodeType === Node.ELEMENT_NODE && node.matches(OURS)
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    (node) => (skip(node) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT))
  for (let node = root; node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) translateText(node)
    else translateNames(node)
  }
}

function onChange(changes) {
  for (const { type, target, addedNodes } of changes) {
    if (target.nodeType === Node.ELEMENT_NODE && target.closest(OURS)) continue
    if (type === "attributes") translateNames(target)
    else if (type === "characterData") translate(target)
    else addedNodes.forEach(translate)
  }
}

document.documentElement.lang = "nl"
translate(document.body)
new MutationObserver(onChange).observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: SPOKEN })
