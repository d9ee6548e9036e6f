"""What the machine proposes, what people answer, and what is learned from it."""
