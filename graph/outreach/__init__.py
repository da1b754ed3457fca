"""What to do this week: whom to ask, with which words, and what came of it."""
