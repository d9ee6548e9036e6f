"""Claims and the stances they rest on."""
