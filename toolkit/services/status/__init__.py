"""What is in the project, and what comes next."""
