"""Who people are, what they have agreed to, and how they are taken out."""
