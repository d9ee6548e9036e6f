"""With whom: partners, ties, and the network of them."""
