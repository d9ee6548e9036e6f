"""What a written report may not say: rules over its paragraphs, each of which gives findings with place and reason."""
