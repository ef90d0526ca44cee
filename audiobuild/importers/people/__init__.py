"""Who asks and who answers, by name.

``names``     how names of people look, and the form in which they are printed
``mentions``  everything in a document that may be a name, with the places where it stands
``phrases``   how a text introduces people
``contexts``  what speaks for a name at one place
``cues``      what speaks for a name in all
``scores``    how likely each name is the right one
``cast``      the speaker for each label
"""
