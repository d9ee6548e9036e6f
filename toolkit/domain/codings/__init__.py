"""The scheme, codings, memos, and what is looked for among them."""
