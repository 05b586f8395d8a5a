"""Development: what changed between two days or two data folders, and why."""
