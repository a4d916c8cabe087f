"""The commands, one file each, each with a ``command``; heavy imports stand inside the functions."""
