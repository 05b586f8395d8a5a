"""The steps of ``trace_borders``: picture to areas, areas to regions, areas to polygons."""
