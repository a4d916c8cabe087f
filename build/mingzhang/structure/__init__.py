"""The skeleton of a table: which rows and columns are sums of which. Words propose, amounts decide."""
