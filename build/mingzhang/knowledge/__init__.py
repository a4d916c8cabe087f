"""All that is known beforehand, as data: forms, words, concepts, identities, codes, divisions.

It proposes; amounts decide.
"""
