"""The package room: tables, figures, prose and checks as a Frictionless data package, and back.

Only this room knows Frictionless. ``write_package`` is its one verb; ``read_package`` is the way back for the
collection and the site, ``load_schemas`` the dictionary of every column, ``validate_package`` the judge.
"""
