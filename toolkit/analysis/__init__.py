"""What the machine makes of the words: tokens, segments, questions asked, cues, suggestions."""
