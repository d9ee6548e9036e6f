"""Partners and the network of who was involved."""
