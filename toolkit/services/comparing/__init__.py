"""Several coders: who codes what, how far they agree, and what is settled."""
