"""The grammar of print: what characters, amounts and personal numbers look like."""
