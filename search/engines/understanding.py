"""Tell how a question was understood, from what an engine made of it; the same for every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from search.contract.levers import MAX_WORDS, Levers
from search.contract.parse import ParsedText
from search.contract.query import SearchQuery
from search.contract.schema import LANGUAGES, LONG_FROM
from search.contract.text import CHATTER, STOP_WORDS, Token, clean, tokenize
from search.contract.understood import How, LeftOut, ReadStep, ReadWord, Term, Understood
from search.engines.planning import Found, steps

_MOST_LEFT_OUT: Final = 30
_STEM: Final = "~"
_LANGUAGE: Final = {lang[0]: lang for lang in LANGUAGES}


def understood(
    query: SearchQuery,
    parsed: ParsedText,
    found: Sequence[Found],
    totals: Sequence[int],
    *,
    count: Callable[[str], int],
    engine: str,
) -> Understood:
    """Return how a question is understood.

    `found` are its wanted words, `totals` the entries of the supply that each of its steps finds, what editors chose
    left aside; `count` gives the entries of a term.
    """
    return Understood(
        words=tuple(_word(one, count) for one in found),
        phrases=tuple(_said(phrase.tokens) for phrase in parsed.phrases if not phrase.excluded),
        excluded=(
            *(word.typed for word in parsed.words if word.excluded),
            *(_said(phrase.tokens) for phrase in parsed.phrases if phrase.excluded),
        ),
        left_out=tuple(_left_out(query, parsed))[:_MOST_LEFT_OUT],
        steps=tuple(_steps(found, totals)),
        pinned=query.levers.pinned(parsed.bare, query.lang),
        sentence=parsed.sentence,
        engine=engine,
    )


def unanswered(query: SearchQuery, parsed: ParsedText, engine: str) -> Understood:
    """Return how a question is read by an engine that holds no word."""
    found = [Found(word, ()) for word in parsed.wanted]
    return understood(query, parsed, found, (), count=lambda _term: 0, engine=engine)


def _word(found: Found, count: Callable[[str], int]) -> ReadWord:
    form = found.word.token.form
    how = How.FORMS
    if found.absent:
        how = How.ABSENT
    elif not (found.terms or found.splits or found.word.parts):
        how = How.SAME
    elif found.guessed:
        begun = all(term.startswith(form) for term in found.terms)
        how = How.BEGUN if begun else How.MISSPELT
    terms = [_term(term, count(term)) for term in found.terms]
    known = {term.text for term in terms}
    parts = [_said(found.word.parts)] if found.word.parts else []
    cut = [" ".join(pair) for pair in found.splits]
    terms += [Term(text, 0) for text in (*parts, *cut) if text not in known]
    same = dict.fromkeys(_said(tokens) for tokens in found.alternatives)
    return ReadWord(found.word.typed, how, tuple(terms), tuple(same))


def _term(term: str, entries: int) -> Term:
    if term.startswith(_STEM):
        return Term(term[2:], entries, _LANGUAGE.get(term[1:2], ""))
    return Term(term, entries)


def _steps(found: Sequence[Found], totals: Sequence[int]) -> Iterator[ReadStep]:
    known = [one for one in found if not one.absent] or found
    taken = False
    rungs = list(zip(steps(len(known)), totals, strict=False))
    for number, ((needed, enough), total) in enumerate(rungs, start=1):
        last = number == len(rungs)
        now = not taken and (last or total >= enough)
        taken = taken or now
        yield ReadStep(needed, len(found), 0 if last else enough, total, now)


def _left_out(query: SearchQuery, parsed: ParsedText) -> Iterator[tuple[str, LeftOut]]:
    asked = {token.surface for phrase in parsed.phrases for token in phrase.tokens}
    for word in parsed.words:
        asked.update(token.surface for token in (word.token, *word.parts, *tokenize(word.written)))
    tokens = [token for token in tokenize(clean(query.text)) if not token.joined]
    silent = _silent(tokens, query.levers)
    long = sum(token.form not in STOP_WORDS for token in tokens) >= LONG_FROM
    waiting = {token.surface for token in tokens} - asked
    for place, token in enumerate(tokens):
        if token.surface not in waiting:
            continue
        waiting.discard(token.surface)
        if token.form in STOP_WORDS:
            yield token.surface, LeftOut.SMALL
        elif place in silent:
            yield token.surface, LeftOut.STOP
        elif long and token.form in CHATTER:
            yield token.surface, LeftOut.TALK
        else:
            yield token.surface, LeftOut.LIMIT if parsed.truncated else LeftOut.SMALL


def _silent(tokens: Sequence[Token], levers: Levers) -> set[int]:
    """Return the places of the words of stop phrases."""
    found: set[int] = set()
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + MAX_WORDS) + 1):
            if levers.says_nothing(tokens[start:end]):
                found.update(range(start, end))
    return found


def _said(tokens: Sequence[Token]) -> str:
    return " ".join(token.surface for token in tokens)
