"""What personal numbers look like in print: one module for each kind of them."""
