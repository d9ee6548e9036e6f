"""A report as blocks, and as it is read back."""
