"""Finished figures: drawings in SVG with text set around them by typst, as PNG, SVG or PDF."""
