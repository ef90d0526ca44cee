"""What a page carries around and between its text, recognised and named; what is left is the talk."""
