"""Read what a person typed: words, "phrases" and -exclusions; no other sign has a meaning, none is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from search.contract import schema
from search.contract.levers import MAX_WORDS, NO_LEVERS, Levers
from search.contract.text import (
    AUXILIARIES,
    CHATTER,
    LATVIAN_ONLY,
    STOP_WORDS,
    Token,
    affirmed_terms,
    clean,
    in_dictionary,
    is_latvian,
    phrase_term,
    root_terms,
    stems,
    tokenize,
)

_MOST_PARTS: Final = 6
_QUOTES: Final = str.maketrans("“”„‟«»″", '"""""""')
_CHECKED: Final = re.compile(r"\d{8}-\d")
_CAPITALS: Final = re.compile(r"[A-ZĀČĒĢĪĶĻŅŠŪŽ]{2,4}")
_IT: Final = "it"
_SEARCH: Final = frozenset({"search", "searching"})
_SEARCHER: Final = frozenset({"we", "i", "am", "are"})
_TOOL: Final = frozenset({"tool", "tools"})
_FOR: Final = frozenset({"that", "which", "who", "to", "for"})
_NO_CODE: Final = "no code"
_CLAUSE: Final = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')


@dataclass(frozen=True, slots=True)
class Word:
    """Hold one word of a query.

    `terms` find it: its stems, or its form where it has none. A compound typed with a hyphen has `parts`, which found
    side by side mean the same. An `abbreviation`, written in capitals among other words, is no form of a Latvian word,
    no beginning of another and no error. `alternatives` mean the same as the word, or as the phrase it is a part of.
    `affirmed` finds the verb that the word denies, asked for where no entry denies it. `written` is the word with the
    signs in it, where its token is without them.
    """

    token: Token
    terms: tuple[str, ...]
    parts: tuple[Token, ...] = ()
    excluded: bool = False
    alternatives: tuple[tuple[Token, ...], ...] = ()
    abbreviation: bool = False
    affirmed: tuple[str, ...] = ()
    written: str = ""

    @property
    def typed(self) -> str:
        """Return the word as typed, in small letters: R&D and e-ID with their signs."""
        return self.written or self.token.surface

    @property
    def exact(self) -> tuple[str, ...]:
        """Return the terms nearer to the word typed than its stem, which add to the rank: its form and its root."""
        return (self.token.form, *root_terms(self.token))


@dataclass(frozen=True, slots=True)
class Phrase:
    """Hold words that must stand side by side; one word in quotation marks must stand in this very form."""

    tokens: tuple[Token, ...]
    excluded: bool = False

    def terms(self, lang: str) -> tuple[str, ...]:
        """Return the terms of the phrase as texts of one language hold it."""
        return tuple(phrase_term(token, lang) for token in self.tokens)


@dataclass(frozen=True, slots=True)
class ParsedText:
    """Hold the clauses of a query text, each once, in the order typed.

    `truncated` says that the end of the text was left out by `schema.MAX_CHARACTERS` or `schema.MAX_TERMS`;
    `wordless` that something was typed which holds no word: nothing answers it, and least of all everything.
    """

    words: tuple[Word, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    truncated: bool = False
    wordless: bool = False

    @property
    def wanted(self) -> tuple[Word, ...]:
        """Return the words that are not excluded."""
        return tuple(word for word in self.words if not word.excluded)

    @property
    def sentence(self) -> bool:
        """Say whether there are so many words that they describe something rather than name it."""
        return len(self.wanted) >= schema.LONG_FROM

    @property
    def bare(self) -> tuple[Token, ...]:
        """Return the words where there is nothing else: no phrase and no exclusion; otherwise none."""
        if self.phrases or any(word.excluded for word in self.words):
            return ()
        return tuple(token for word in self.words for token in (word.parts or (word.token,)))

    @property
    def empty(self) -> bool:
        """Say whether nothing is asked for, nor excluded."""
        return not self.words and not self.phrases and not self.wordless


def parse(text: str, levers: Levers = NO_LEVERS) -> ParsedText:
    """Read a query text.

    Stop words, and stop phrases of the levers, are left out unless there is nothing else; so are the words of
    `CHATTER` in a question of `schema.LONG_FROM` words and more. A minus counts only before
    a word or a phrase and after a space; a quotation mark without a partner is ignored.
    """
    text, cut = _cut(clean(text).translate(_QUOTES))
    clauses = list(_clauses(text))
    said = _said(clauses)
    words: dict[tuple[str, bool], Word] = {}
    silent: set[tuple[str, bool]] = set()
    phrases: dict[tuple[tuple[str, ...], bool], Phrase] = {}
    budget = schema.MAX_TERMS
    for place, clause in enumerate(clauses):
        if isinstance(clause, Phrase):
            key = (tuple(token.form for token in clause.tokens), clause.excluded)
            if key in phrases:
                continue
            size = len(clause.tokens)
        else:
            known = (clause.token.surface, clause.excluded)
            quiet = clause.token.form in STOP_WORDS or place in said
            # What says nothing in one place may be what is asked for in another.
            if known in words and (quiet or known not in silent):
                continue
            size = 0 if quiet else 1
        if size > budget:
            cut = True
            break
        budget -= size
        if isinstance(clause, Phrase):
            phrases[key] = clause
        else:
            words.pop(known, None)
            words[known] = clause
            (silent.add if quiet else silent.discard)(known)
    telling = {known: word for known, word in words.items() if known not in silent}
    if telling or phrases:
        words = telling
    kept = tuple(words.values())[: schema.MAX_TERMS]
    cut = cut or len(kept) < len(words)
    if not levers.empty:
        kept = _with_alternatives(_telling(kept, levers, alone=not phrases), levers)
    return ParsedText(
        _without_chatter(kept),
        tuple(phrases.values()),
        truncated=cut,
        wordless=not kept and not phrases and bool(text.strip()),
    )


def loosened(text: str) -> str:
    """Return a query text whose words neither must stand side by side nor be absent; empty where none had to."""
    clauses = list(_clauses(clean(text).translate(_QUOTES)))
    if not any(isinstance(clause, Phrase) or clause.excluded for clause in clauses):
        return ""
    plain = _CLAUSE.sub(
        lambda found: found["phrase"] or found["word"] or " ", clean(text).translate(_QUOTES)
    )
    return " ".join(plain.replace('"', " ").split())


def _said(clauses: Sequence[Word | Phrase]) -> set[int]:
    """Return the places of words that only say there that somebody speaks; elsewhere IT, search, tools and no-code.

    “It has”, “we search for a tool that” and “no mana loga”, from my window, are about something else.
    """
    forms = ["", *(one.token.form if isinstance(one, Word) else "" for one in clauses), ""]
    latvian = any(isinstance(one, Word) and is_latvian(one.token.surface) for one in clauses)
    found: set[int] = set()
    places = enumerate(zip(forms, clauses, forms[1:], forms[2:], strict=False))
    for place, (before, clause, form, after) in places:
        if isinstance(clause, Phrase) or clause.excluded or clause.abbreviation:
            continue
        if (
            (form == _IT and after in AUXILIARIES)
            or (form in _SEARCH and before in _SEARCHER)
            or (form in _TOOL and after in _FOR)
            or (form in LATVIAN_ONLY and latvian and f"{form} {after}" != _NO_CODE)
        ):
            found.add(place)
    return found


def _without_chatter(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return the words of a sentence without those that only a list of words could mean."""
    if len(words) < schema.LONG_FROM:
        return words
    left = tuple(
        word
        for word in words
        if word.excluded or word.alternatives or word.token.form not in CHATTER
    )
    return left if any(not word.excluded for word in left) else words


def _telling(words: tuple[Word, ...], levers: Levers, *, alone: bool) -> tuple[Word, ...]:
    """Return the words without the stop phrases; all of them where nothing would be left to ask for."""
    silent: set[int] = set()
    for start, end, tokens in _spans(words):
        if levers.says_nothing(tokens):
            silent.update(range(start, end))
    left = tuple(word for place, word in enumerate(words) if place not in silent)
    return left if not alone or any(not word.excluded for word in left) else words


def _with_alternatives(words: tuple[Word, ...], levers: Levers) -> tuple[Word, ...]:
    found: list[dict[tuple[str, ...], tuple[Token, ...]]] = [{} for _ in words]
    for start, end, tokens in _spans(words):
        for alternative in levers.alternatives(tokens):
            for place in range(start, end):
                found[place][tuple(token.form for token in alternative)] = alternative
    return tuple(
        replace(word, alternatives=tuple(others.values())) if others else word
        for word, others in zip(words, found, strict=True)
    )


def _spans(words: tuple[Word, ...]) -> Iterator[tuple[int, int, list[Token]]]:
    """Yield start, end and tokens of every run of wanted words that is no longer than a phrase may be."""
    for start in range(len(words)):
        tokens: list[Token] = []
        for end, word in enumerate(words[start : start + MAX_WORDS], start=start + 1):
            if word.excluded:
                break
            tokens += word.parts or (word.token,)
            if len(tokens) > MAX_WORDS:
                break
            yield start, end, list(tokens)


def _cut(text: str) -> tuple[str, bool]:
    if len(text) <= schema.MAX_CHARACTERS:
        return text, False
    head = text[: schema.MAX_CHARACTERS]
    space = max(head.rfind(" "), head.rfind("\n"))
    return head[:space] if space > 0 else head, True


def _clauses(text: str) -> Iterator[Word | Phrase]:
    if text.count('"') % 2:
        last = text.rindex('"')
        text = f"{text[:last]} {text[last + 1 :]}"
    shouted = text.isupper()
    for match in _CLAUSE.finditer(text):
        excluded = match["minus"] is not None
        if match["phrase"] is not None:
            tokens = tuple(token for token in tokenize(match["phrase"]) if not token.joined)
            if tokens:
                yield Phrase(tokens, excluded)
        elif not shouted and (token := _abbreviation(match["word"])) is not None:
            # Its plural is written as in English, in either language.
            terms = (token.form, *stems(token.surface, schema.LANGUAGES[:1]))
            yield Word(token, terms, (), excluded, abbreviation=True)
        else:
            yield from _words(match["word"], excluded=excluded)


def _abbreviation(text: str) -> Token | None:
    """Return the word that a few capitals are, None where the dictionary knows it: `DATU` has forms, `VID` has none."""
    if not _CAPITALS.fullmatch(text):
        return None
    (token,) = tokenize(text)
    return None if in_dictionary(token, "lv") else token


def _words(text: str, *, excluded: bool) -> Iterator[Word]:
    tokens = list(tokenize(text))
    covered = -1
    for place, token in enumerate(tokens):
        if token.start < covered:
            continue
        parts: tuple[Token, ...] = ()
        if token.joined:
            if _CHECKED.fullmatch(text, token.start, token.end):
                # Of a CPV code with its check digit the code is what entries carry.
                code = tokens[place + 1]
                written = text[token.start : token.end]
                yield Word(code, _terms(code), (), excluded, written=written)
                covered = token.end
                continue
            covered = token.end
            # They come right behind; a look at all tokens for each would take a second for ten thousand letters.
            later = map(tokens.__getitem__, range(place + 1, len(tokens)))
            parts = tuple(takewhile(lambda part, end=covered: part.start < end, later))  # type: ignore[misc]
        yield Word(
            token,
            _terms(token),
            parts if len(parts) <= _MOST_PARTS else (),
            excluded,
            affirmed=() if excluded else affirmed_terms(token),
            written=text[token.start : token.end].lower() if token.joined else "",
        )


def _terms(token: Token) -> tuple[str, ...]:
    return stems(token.surface, schema.LANGUAGES) or (token.form,)
