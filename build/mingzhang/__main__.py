"""``python -m mingzhang``: the command line."""

from mingzhang.cli import main

main()
