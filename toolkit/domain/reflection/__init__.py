"""Sessions, packs, obstacles, proposals and the learning log."""
