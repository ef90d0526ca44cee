"""The categories of Apple Podcasts, by which directories sort podcasts: the text must match exactly."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

from audiobuild.errors import Problem
from audiobuild.messages import msg
from audiobuild.text import shown

# https://podcasters.apple.com/support/1691-apple-podcasts-categories, as of 2026; the text must match exactly.
CATEGORIES: Mapping[str, tuple[str, ...]] = {
    "Arts": ("Books", "Design", "Fashion & Beauty", "Food", "Performing Arts", "Visual Arts"),
    "Business": ("Careers", "Entrepreneurship", "Investing", "Management", "Marketing", "Non-Profit"),
    "Comedy": ("Comedy Interviews", "Improv", "Stand-Up"),
    "Education": ("Courses", "How To", "Language Learning", "Self-Improvement"),
    "Fiction": ("Comedy Fiction", "Drama", "Science Fiction"),
    "Government": (),
    "Health & Fitness": ("Alternative Health", "Fitness", "Medicine", "Mental Health", "Nutrition", "Sexuality"),
    "History": (),
    "Kids & Family": ("Education for Kids", "Parenting", "Pets & Animals", "Stories for Kids"),
    "Leisure": (
        "Animation & Manga",
        "Automotive",
        "Aviation",
        "Crafts",
        "Games",
        "Hobbies",
        "Home & Garden",
        "Video Games",
    ),
    "Music": ("Music Commentary", "Music History", "Music Interviews"),
    "News": (
        "Business News",
        "Daily News",
        "Entertainment News",
        "News Commentary",
        "Politics",
        "Sports News",
        "Tech News",
    ),
    "Religion & Spirituality": ("Buddhism", "Christianity", "Hinduism", "Islam", "Judaism", "Religion", "Spirituality"),
    "Science": (
        *("Astronomy", "Chemistry", "Earth Sciences", "Life Sciences", "Mathematics", "Natural Sciences", "Nature"),
        *("Physics", "Social Sciences"),
    ),
    "Society & Culture": ("Documentary", "Personal Journals", "Philosophy", "Places & Travel", "Relationships"),
    "Sports": (
        *("Baseball", "Basketball", "Cricket", "Fantasy Sports", "Football", "Golf", "Hockey", "Rugby", "Running"),
        *("Soccer", "Swimming", "Tennis", "Volleyball", "Wilderness", "Wrestling"),
    ),
    "Technology": (),
    "True Crime": (),
    "TV & Film": ("After Shows", "Film History", "Film Interviews", "Film Reviews", "TV Reviews"),
}
"""Each with its subcategories."""


def problems(category: str, place: str) -> Iterator[Problem]:
    """What is wrong with a category: "News", or "News > Politics"."""
    main, _, sub = (part.strip() for part in category.partition(">"))
    if main in CATEGORIES and (not sub or sub in CATEGORIES[main]):
        return
    choices = CATEGORIES[main] if main in CATEGORIES else tuple(CATEGORIES)
    wanted = sub if main in CATEGORIES else main
    near = difflib.get_close_matches(wanted[:80], choices, n=3, cutoff=0.5) or choices
    yield Problem(
        place=place,
        message=msg("Apple Podcasts has no category {}", shown(repr(category), 80)),
        remedy=msg("Choose: {}. A subcategory follows a '>', like: News > Politics", ", ".join(near)),
    )
