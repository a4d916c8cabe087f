"""Several sources of one disclosure: what they say alike, what they don't, and whose places are shown."""
