"""Files to take along: slides, reports, tables, networks and shapes."""
