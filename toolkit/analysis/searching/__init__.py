"""The words of all sources, packed, and where those of a query stand."""
