"""Real pages of other people: where each lies and what each of its words is; never a word of it."""
