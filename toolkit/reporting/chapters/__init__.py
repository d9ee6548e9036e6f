"""The parts of a report, each written from the material."""
