"""What a machine proposes, apart from codings, and how far each coder has come with it."""
