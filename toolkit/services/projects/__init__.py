"""A project: its folder and settings, who may see what, each step and its undoing, and what every other room asks."""
