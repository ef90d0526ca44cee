"""Which parts of a document ask, and which answer.

``units``              the smallest pieces that can be a turn
``evidence``           what the words of one piece say: is it a question?
``document_evidence``  the same, bettered by what this document's clear questions and answers are like
``layouts``            the decision for the whole document, by one of:
  ``labels``             names before the turns (``label_names``: which name the same speaker; ``label_sides``: who asks)
  ``typography``         the mark that questions have
  ``markov``             nothing but the words, and that turns alternate
``shared_paragraphs``  paragraphs that hold a question and its answer
"""
