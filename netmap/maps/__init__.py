"""Drawing a ``MapView``: how patterns look, the network's places, the web map."""
