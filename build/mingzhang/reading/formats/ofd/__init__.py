"""OFD (GB/T 33190): the page format of Chinese public bodies; its pages are drawn as those of a PDF are."""
