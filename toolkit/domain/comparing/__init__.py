"""How far coders agree, and what is settled."""
