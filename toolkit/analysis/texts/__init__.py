"""Words, sentences, passages, and which question was being answered."""
