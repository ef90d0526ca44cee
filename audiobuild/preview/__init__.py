"""dist/ on this machine: a server with byte ranges that builds again on change.

``server``   listening, serving, watching what the editor writes
``hosts``    by which names this server may be asked
``bounds``   how many connections there may be, and how long each may take
``files``    what is published, as players and browsers want it
``ranges``   parts of every file
``news``     the script with which an open page waits for the next build
"""
