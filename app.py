"""netmap: what ``streamlit run app.py`` serves; pages and navigation are in netmap/ui."""

from __future__ import annotations

import streamlit as st
from starlette.middleware import Middleware

from netmap.ui import mishap
from netmap.ui.guard import Guard
from netmap.ui.serve import Files
from netmap.ui.warm import lifespan

if __name__ == "__main__":  # a run of a page
    from netmap.ui.main import main  # not before the server is there: the map registers itself with it

    main()
else:  # Streamlit imports this file once, to learn how to serve it
    mishap.keep_values_out_of_the_log()
    middleware = [Middleware(Guard), Middleware(Files)]
    app = st.App(__file__, lifespan=lifespan, middleware=middleware, on_script_error=mishap.tell)
