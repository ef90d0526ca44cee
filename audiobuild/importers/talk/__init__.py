"""The talk: units put together to questions with their answers, and what stands among them without being spoken."""
