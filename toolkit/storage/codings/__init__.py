"""What people judge: codings, memos, assignments, and what was settled where coders disagree."""
