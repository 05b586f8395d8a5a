"""The screen: the only place that imports Streamlit. Pages read widgets, call netmap and show the answer."""
