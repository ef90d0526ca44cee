"""What is really online: any podcast's feed and all that it names, asked for as apps and web players do.

``check``     the whole as one function
``asking``    one request within bounds, and what came of it
``rules``     what clients need of a server, who says so, and what helps
``kinds``     which types a file may be served as, and how it begins
``feed``      any podcast's feed, whoever made it: what is wrong with it, and what it names
``journey``   what befalls every request on its way
``serving``   how the feed itself is served: whether it has changed, packed or not
``visits``    what a feed names, one address after the other
``built``     a publication of ours: what is online held against its manifest
"""
