"""What people said and wrote: read in, told apart by speaker, shown, corrected."""
