"""One folder for each container that disclosures come in."""
