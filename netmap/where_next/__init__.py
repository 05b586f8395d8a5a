"""Where new zorgcoördinatoren help most: the search, its solver, and the answer in words."""
