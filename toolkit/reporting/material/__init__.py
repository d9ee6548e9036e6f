"""What a report is written from, and the words that it is written with."""
