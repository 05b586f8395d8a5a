"""In by file: what somebody sends is read apart from the app, matched with our columns, checked and compared."""
