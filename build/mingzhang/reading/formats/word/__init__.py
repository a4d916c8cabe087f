"""Word documents: their text in its order, tables as grids, as whoever accepts all changes sees them."""
