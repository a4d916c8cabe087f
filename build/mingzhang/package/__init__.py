"""The package room: tables, figures, prose and checks as a Frictionless data package, and back.

Only this room knows Frictionless. ``write.write_package`` is its one verb; ``read.read_package`` is the way back for
the collection and the site, ``dictionary.load_schemas`` the data dictionary, ``validate.validate_package`` the judge.

What the standard has no property for stands under ``mingzhang:`` in ``datapackage.json``; others pass it over:

- package: ``mingzhang:disclosure`` (body, year, kind, scope, edition, dates, caveats);
- sources: ``mingzhang:file``, ``mingzhang:role``, ``mingzhang:sha256``, ``mingzhang:obtained``, ``mingzhang:note``;
- columns: ``mingzhang:separator`` (cells hold lists), ``mingzhang:identifier`` (an id, a code or a printed amount);
- printed tables: ``mingzhang:table``, ``mingzhang:form``, ``mingzhang:header`` (the header cells with their spans) and
  ``mingzhang:cells`` (figure id → row, column); in their columns ``mingzhang:role``, ``:path``, ``:panel``,
  ``:concept``, ``:phase``, ``:year``, ``:unit``.

English twins of ``title`` and ``description`` are ``title:en`` and ``description:en``.
"""
