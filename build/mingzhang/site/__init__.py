"""The site: the collection as pages in Chinese and English. Only this room knows MkDocs.

``pages.write_pages`` writes both editions into a staging copy of site_src; ``build.build_site`` turns that into the
static site. Page data is computed here and handed to templates that hold no logic beyond loops.
"""
