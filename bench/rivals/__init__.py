"""The same map made in two usual ways, each a Streamlit app of its own."""
