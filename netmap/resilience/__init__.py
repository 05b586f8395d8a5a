"""Who depends on whom alone, what is left when something falls away, and how the network hangs together."""
