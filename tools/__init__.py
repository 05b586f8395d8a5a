"""Tools for maintainers; the app does not need them."""
