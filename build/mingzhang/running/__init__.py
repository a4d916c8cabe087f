"""How stages run: kept results, limits, processes, folders swapped in whole."""
