"""What people make of the codings: themes, claims, quotes, registers, and the drafts that tell of them."""
