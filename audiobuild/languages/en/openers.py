"""English words that open sentences, and are no proper names."""

from __future__ import annotations

from audiobuild.languages.shared.text import words

OPENERS = words("""
    The A An I You He She It We They My Your His Her Its Our Their This That These Those And Or But So Then There Here
    When While If Because Although Though As At In On By For From With Without After Before Since Until During Of To Not
    No Yes What Who Where Why How Which Whose Is Are Was Were Do Does Did Has Have Had Can Could Will Would Should Might
    Must Now Today Yesterday Tomorrow Later Meanwhile However Also Still Just Only Some Many Most All Each Every Both One
    Another Maybe Perhaps Well Sure Of Over Under Between Nobody Everybody Everyone Someone Something Nothing Anyone
    Once Whether Unless Despite Instead Finally First Second Next Thus Therefore Moreover Furthermore Otherwise Let Lets
    It's I'm I've I'd We're We've You're They're That's There's Don't It’s I’m I’ve I’d We’re We’ve You’re They’re That’s
    There’s Don’t Two Three Four Five Several Few Such Even Ever Never Always Often Sometimes Soon Please Thank Thanks
""")
