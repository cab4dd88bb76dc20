"""Find the stem of an English word: Porter's second algorithm (Snowball "english") after levelling British spelling."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_VOWELS: Final = "aeiouy"
_DOUBLES: Final = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_LI: Final = "cdeghkmnrt"
_REGION: Final = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy](.*)", re.DOTALL)
_SHORT: Final = re.compile(r"(?:^[aeiouy][^aeiouy]|[^aeiouy][aeiouy][^aeiouywxY])$")
_SPELLING: Final = (
    (re.compile(r"(?<=[a-z]{3})is(?=(?:e|ed|es|er|ers|ing|ation|ations|ational)$)"), "iz"),
    (re.compile(r"(?<=[a-z]{2})ys(?=(?:e|ed|er|ers|ing)$)"), "yz"),
    (re.compile(r"(?<=[a-z]{2})our(?=(?:s|ed|ing|al|able|ite|ites|hood)?$)"), "or"),
    (re.compile(r"(?<=[neai])tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=atal|dial)ogue(?=s?$)"), "og"),
    (re.compile(r"(?<=ogra)mme(?=s?$)"), "m"),
    (re.compile(r"(?<=efen|icen|ffen)ce(?=s?$)"), "se"),
)
_KEEP_IS: Final = re.compile(
    r"(?:exerc|surpr|prom|prec|comprom|superv|adv|rev|dev|otherw|likew|enterpr|franch|expert|ra|no|pra|cho|pur|wh)is(?:e|ed|es|er|ers|ing)$"
)
_KEEP_OUR: Final = re.compile(
    r"(?:^|.*[^a-z])(?:hour|four|tour|pour|your|sour|flour|detour|contour|devour|cour|scour)"
)
_IRREGULAR: Final = {
    "skis": "ski", "skies": "sky", "dying": "die", "lying": "lie", "tying": "tie", "news": "news", "atlas": "atlas",
    "cosmos": "cosmos", "bias": "bias", "analyses": "analyz", "analysis": "analyz", "indices": "index",
    "indexes": "index", "criteria": "criterion", "person": "people", "persons": "people",
    "children": "child", "women": "woman", "men": "man", "lives": "life",
    "taught": "teach", "bought": "buy", "built": "build", "found": "find",
    "inning": "inning", "outing": "outing", "canning": "canning", "herring": "herring", "earring": "earring",
    "proceed": "proceed", "exceed": "exceed", "succeed": "succeed", "data": "data", "media": "media",
}  # fmt: skip
_STEP2: Final = (
    ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"),
    ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"), ("entli", "ent"), ("ation", "ate"), ("alism", "al"),
    ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"),
    ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"),
)  # fmt: skip
_STEP3: Final = (
    ("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ical", "ic"),
    ("ness", ""), ("ful", ""),
)  # fmt: skip
_STEP4: Final = (
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "al",
    "er", "ic",
)  # fmt: skip


@lru_cache(maxsize=50_000)
def english_stem(word: str) -> str:
    """Return the stem of a word in lower case without diacritics."""
    if len(word) <= 2 or not word.isascii():
        return word
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    word = _american(word)
    word = _mark_consonant_y(word)
    r1 = _region1(word)
    r2 = _region(word, r1)
    word = _step1a(word)
    word = _step1b(word, r1)
    if len(word) > 2 and word[-1] in "yY" and word[-2] not in _VOWELS:
        word = word[:-1] + "i"
    word = _step2(word, r1)
    word = _step3(word, r1, r2)
    word = _step4(word, r2)
    return _step5(word, r1, r2).lower()


def _american(word: str) -> str:
    for number, (pattern, replacement) in enumerate(_SPELLING):
        if number == 0 and _KEEP_IS.search(word):
            continue
        if number == 2 and _KEEP_OUR.match(word):
            continue
        word = pattern.sub(replacement, word)
    return word


def _mark_consonant_y(word: str) -> str:
    if "y" not in word:
        return word
    if word[0] == "y":
        word = "Y" + word[1:]
    return re.sub(r"(?<=[aeiou])y", "Y", word)


def _region1(word: str) -> int:
    for prefix in ("gener", "commun", "arsen"):
        if word.startswith(prefix):
            return len(prefix)
    return _region(word, 0)


def _region(word: str, start: int) -> int:
    match = _REGION.match(word, start)
    return match.start(1) if match else len(word)


def _has_vowel(text: str) -> bool:
    return any(char in _VOWELS for char in text)


def _step1a(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    if word.endswith("s") and not word.endswith(("us", "ss")) and _has_vowel(word[:-2]):
        return word[:-1]
    return word


def _step1b(word: str, r1: int) -> str:
    for suffix in ("eedly", "eed"):
        if word.endswith(suffix):
            return word[: -len(suffix)] + "ee" if len(word) - len(suffix) >= r1 else word
    for suffix in ("ingly", "edly", "ing", "ed"):
        if word.endswith(suffix):
            stem = word[: -len(suffix)]
            if not _has_vowel(stem):
                return word
            if stem.endswith(("at", "bl", "iz")):
                return stem + "e"
            if stem.endswith(_DOUBLES):
                return stem[:-1]
            if r1 >= len(stem) and _SHORT.search(stem):
                return stem + "e"
            return stem
    return word


def _step2(word: str, r1: int) -> str:
    for suffix, replacement in _STEP2:
        if word.endswith(suffix):
            return _replace(word, suffix, replacement, r1)
    if word.endswith("ogi") and word[-4:-3] == "l" and len(word) - 3 >= r1:
        return word[:-1]
    if word.endswith("li") and word[-3:-2] in _LI and len(word) - 2 >= r1:
        return word[:-2]
    return word


def _step3(word: str, r1: int, r2: int) -> str:
    for suffix, replacement in _STEP3:
        if word.endswith(suffix):
            return _replace(word, suffix, replacement, r1)
    if word.endswith("ative"):
        return _replace(word, "ative", "", r2)
    return word


def _step4(word: str, r2: int) -> str:
    for suffix in _STEP4:
        if word.endswith(suffix):
            return _replace(word, suffix, "", r2)
    if word.endswith(("sion", "tion")):
        return _replace(word, "ion", "", r2)
    return word


def _step5(word: str, r1: int, r2: int) -> str:
    if word.endswith("e"):
        stem = word[:-1]
        if len(stem) >= r2 or (len(stem) >= r1 and not _SHORT.search(stem)):
            return stem
    elif word.endswith("ll") and len(word) - 1 >= r2:
        return word[:-1]
    return word


def _replace(word: str, suffix: str, replacement: str, region: int) -> str:
    cut = len(word) - len(suffix)
    return word[:cut] + replacement if cut >= region else word
