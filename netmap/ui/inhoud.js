// "Naar de inhoud" goes to the title of the page, past the menu; Streamlit's own link goes to what begins with the menu.
function skip(event) {
  const title = event.target.closest?.("[data-testid=stSkipToContent]") && document.querySelector("h1")
  if (!title) return
  event.preventDefault()
  event.stopPropagation()
  title.tabIndex = -1
  title.focus()
}

document.addEventListener("click", skip, true)
