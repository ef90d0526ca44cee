"""Who asks and who answers, by name.

``names``   how names of people look, and the form in which they are printed
``guests``  who is introduced as a guest or as a host
``cast``    the speaker for each label
"""
