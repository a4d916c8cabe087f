"""The Python interface: what ``import mingzhang`` offers to who analyses disclosures in a notebook."""
