"""The web as one should meet it: every request ends in time, goes where it was allowed to go, and fails with the true reason.

``addresses``   which addresses are of the open internet
``budget``      what one request may cost: seconds, bytes, and whether somebody still waits for it
``sockets``     connections that keep to a budget, whatever the library above them does
``session``     requests' session over such connections, with redirects
``failures``    why a request failed, in plain words
``crew``        several requests at once, each tried again within bounds, all within a time
``foreign``     what a server says of itself: short, printable, without keys
"""
