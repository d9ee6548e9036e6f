"""Whether the project is whole and lies safely."""
