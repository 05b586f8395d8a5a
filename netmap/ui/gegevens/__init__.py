"""The views of the page that changes data."""
