"""The collection: many packages side by side, read from disk and never from memory of the stages that made them."""
