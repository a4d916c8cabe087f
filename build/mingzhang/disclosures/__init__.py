"""Whose document it is: what is registered, where its sources lie, what the document says of itself."""
