"""Units with their sides → a talk.

``model``      its nouns: Pair, LabelledTurn, Unspoken …
``exchanges``  units put together to questions with their answers
``unspoken``   how to know what stands among the turns and belongs to none
``article``    a text without an interview, as chapters
"""
