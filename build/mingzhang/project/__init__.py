"""Whose site it is: ``mingzhang.toml``, and the folder of a site of one's own that ``mingzhang init`` makes."""
