// Tell Streamlit where the app is: by itself it first asks below the path of the page, and waits a moment when nothing is there.
window.__streamlit = { BACKEND_BASE_URL: new URL(".", location.href).href }
