"""Theme proposals: what words mean here, which passages belong together, how sure that is, and names."""
