"""Small widgets without a meaning of their own; pages are built from them."""
