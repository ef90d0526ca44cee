"""What of a language its words alone do not say: functions, and rules of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from audiobuild.languages.mechanism import Answer, Place, Rule
from audiobuild.languages.shared.abbreviations import Tables
from audiobuild.languages.shared.amounts import Form, singular_at_one
from audiobuild.languages.shared.calendar import Date
from audiobuild.languages.shared.vocabulary import Vocabulary


@dataclass(frozen=True, kw_only=True, eq=False, slots=True)
class Grammar:
    """A language for :func:`audiobuild.languages.shared.wiring.language`; None stands for what most languages do.

    ``before`` has rules of the language's own by the name of the group that they come before, ``instead`` those that
    replace a group (none, where it is empty): the groups are in :data:`audiobuild.languages.shared.wiring.GROUPS`.
    """

    words: Vocabulary
    cardinal: Callable[[int], str]
    """A number from 0 to 99 in words."""
    fraction: Callable[[int, int], str]
    """From top and bottom: "tres cuartos"."""
    all_parts: bool = False
    """Whether ``fraction`` says parts beyond the usual: "1/30"."""
    mixed: Callable[[str, int, int], str] | None = None
    """From whole, top and bottom: "2 y medio"."""
    date: Date | None = None
    time: Callable[[Place, int, int], str] = lambda _place, hour, minute: f"{hour} {minute or ''}".rstrip()
    """From hour and minute."""
    form: Form = singular_at_one
    decline: Callable[[Place, str], str] = lambda _place, name: name
    """A counted name in the case that the text around it asks for."""
    ordinal: Callable[[int, str], Answer] | None = None
    """From a number and the ending that is printed behind it: "3.er" → "tercer"."""
    one: Callable[[Place, str], Answer] | None = None
    """1 before a name that is counted, where more than its gender decides."""
    agreed: Callable[[str, str], str] | None = None
    """An amount as printed before the name of a currency, where more than 1 changes: "21", "libras" → "veintiuna"."""
    one_figures: str = "1"
    """A pattern of the numbers that ``one`` says."""
    elided: Callable[[str], str] = str
    """What becomes of words that meet: "millions de euros" → "millions d'euros"."""
    change: Callable[[int, tuple[str, ...]], str] | None = None
    """Cents behind the whole, from their number and their forms."""
    with_cents: Callable[[str, int, str], str] | None = None
    plain: Callable[[str, str, tuple[str, ...], Place], str] | None = None
    """Prices: see :class:`~.prices.Money`."""
    regnal: Callable[[int, str], str] = lambda value, _name: str(value)
    """A ruler's number, from it and the name: "Felipe sexto"."""
    acronyms: frozenset[str] = frozenset()
    """Those whose reading its own rules make certain."""
    abbreviations: Tables = field(default_factory=dict)
    """Those whose reading depends on their surroundings."""
    letters_first: bool = False
    """Whether "U.S.A." is spelled before abbreviations are looked up, since single capitals are among these."""
    before: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
    instead: Mapping[str, tuple[Rule, ...]] = field(default_factory=dict)
