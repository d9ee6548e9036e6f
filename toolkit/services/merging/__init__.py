"""Two copies of a project made one."""
