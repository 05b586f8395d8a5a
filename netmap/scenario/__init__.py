"""What if: changes on top of the data, what they do to the cover, and how to share them."""
