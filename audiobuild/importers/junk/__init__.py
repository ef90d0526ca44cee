"""Which blocks are a page's and not the text's (``blocks``): by single ``lines``, and as ``repeats`` of other texts."""
