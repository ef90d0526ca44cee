"""Per language: what is spoken for what is printed, where sentences end, and the words that the tool itself says.

The room's one question is answered by :func:`.reading.sentences`: a printed paragraph in, its sentences as pieces out, each
piece printed text beside spoken text.

The way through: :mod:`.cleaning` composes letters and drops what has no width; :mod:`.normalise` walks over the tokens
and asks the lexicon, then the language's rules, what is spoken otherwise than printed; :mod:`.split` finds the ends of
sentences around that; :mod:`.pieces` cuts. The nouns are in :mod:`.mechanism`.

A language is a folder, whose files :mod:`.registry` names. Its ``words.toml`` has the words, as
:class:`.shared.vocabulary.Vocabulary` says; its module has what words alone do not say, a :class:`.shared.grammar.Grammar`:
number words, times of day, rules of its own. :mod:`.shared.wiring` builds the ordered rules from both, each with an example
that is its test; for Romance languages, :mod:`.shared.romance` has what they share.

Numbers that every voice reads right stay figures ("20.000 Einwohner", "14 Uhr 30"): espeak-ng reads many of them worse
when they are written out (:mod:`.de.numbers`).
"""
