"""The parts of the page Kwetsbaarheid, one module each."""
