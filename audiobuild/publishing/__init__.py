"""dist/ goes to where it is published: to S3, over SFTP, or into a folder.

``publish``       the whole as one function
``refusals``      what keeps an edition at home
``local``         what of dist/ is sent
``headers``       which type and how long a life each file has
``place``         what a place must be able to do; ``places/`` those that there are; ``opening`` finds the one that is meant
``fence``         no name leads out of a place
``record``        what is kept at a place: which files are ours, and as what the place knew them
``lease``         one publish at a time
``owner``         another show at the place is noticed
``order``         an older edition over a newer one is noticed
``plan``          what is to be sent, what stays, what goes
``sending``       doing it in the right order
``delivery``      these steps at one place
``reading_back``  what came of it; ``web`` over HTTP, as listeners see it
"""
