"""Who asks and who answers: names that a text gives around the talk, and the speakers that its labels stand for."""
