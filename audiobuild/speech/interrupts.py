"""Whether the work under way is called off. A thread cannot be ended from outside, so one that waits looks here."""

from __future__ import annotations

import threading

called_off = threading.Event()
"""Set when nobody waits for the results any more; cleared before new work begins. Waiting on it is waiting that ends then."""
