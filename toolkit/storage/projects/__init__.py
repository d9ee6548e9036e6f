"""One project's store: opened for a command or standing for the workbench, seen blind, joined, examined."""
