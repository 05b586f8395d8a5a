"""The command line: the same jobs without a screen."""
