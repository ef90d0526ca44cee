"""Per language: what is spoken for what is printed, where sentences end, and the words that the tool itself says.

The room's one question is answered by :func:`sentences`: a printed paragraph in, its sentences as pieces out, each piece
printed text beside spoken text.

The way through: :mod:`.cleaning` composes letters and drops what has no width; :mod:`.normalise` walks over the tokens
and asks the lexicon, then the language's rules, what is spoken otherwise than printed; :mod:`.split` finds the ends of
sentences around that; :mod:`.pieces` cuts. The nouns are in :mod:`.mechanism`.

A language is a module ``<code>`` with a ``LANGUAGE``: its ordered rules, each with an example that is its test, the words
that open sentences, a lexicon ``lexicons/<code>.tsv`` of what voices read wrong, and a calibration text. What has the same
shape everywhere (abbreviations, addresses, amounts, dates, signs) is built by :mod:`.shared` from the language's own words.
To add one: write the module, name its code in :data:`.reading.CODES`, and give it tables in ``tests/languages``.

Numbers that every voice reads right stay figures ("20.000 Einwohner", "14 Uhr 30"): espeak-ng reads many of them worse
when they are written out (:mod:`.de.numbers`).
"""
