"""Ask judged questions and measure the answers."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from search import services
from search.contract import schema
from search.contract.engine import Engine
from search.contract.metrics import RECALL_AT, Quality, ndcg, quality
from search.contract.query import SearchQuery
from search.engines import get_engine

COLUMNS = ("query", "lang", "id", "grade")
MAX_GRADE = 10


class JudgmentError(Exception):
    """Report a file of judgments that can't be used; the message names the line and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Question:
    """Hold a question with the grade of each entry that answers it."""

    text: str
    lang: str
    grades: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what was found for a question: ids, the best first."""

    question: Question
    ranking: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        """Return how good the first ten are."""
        return ndcg(self.ranking, self.question.grades)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Hold all answers and their means: over every question, and by language."""

    answers: tuple[Answer, ...]
    overall: Quality
    by_language: dict[str, Quality]


def read_judgments(path: Path) -> list[Question]:
    """Return the questions of a CSV file with the columns query, lang, id and grade.

    Raises `JudgmentError` for a file that can't be read, a wrong column, language or grade, and an entry graded twice.
    """
    questions: dict[tuple[str, str], Question] = {}
    for number, row in _rows(path):
        text, lang, key, grade = (row[name].strip() for name in COLUMNS)
        if not text or not key:
            raise JudgmentError(f"line {number}: {'id' if text else 'query'} is empty")
        if lang not in schema.LANGUAGES:
            raise JudgmentError(
                f"line {number}: lang is {lang!r}, not {' or '.join(schema.LANGUAGES)}"
            )
        if not (grade.isascii() and grade.isdigit() and int(grade[:4]) <= MAX_GRADE):
            raise JudgmentError(
                f"line {number}: grade is {grade!r}, not a number from 0 to {MAX_GRADE}"
            )
        grades = questions.setdefault((text, lang), Question(text, lang)).grades
        if grades.setdefault(key, int(grade)) != int(grade):
            raise JudgmentError(f"line {number}: {key} is graded twice for {text!r}")
    if not questions:
        raise JudgmentError("the file holds no judgment")
    return list(questions.values())


def evaluate(questions: list[Question], *, engine: Engine | None = None) -> Evaluation:
    """Ask every question as a reader would, on the first tab, and return the answers with their measures.

    Raises `EngineError` where the engine can't answer.
    """
    engine = engine or get_engine()
    answers = tuple(Answer(one, _ranking(one, engine)) for one in questions)
    by_language = {
        lang: quality(
            (one.ranking, one.question.grades) for one in answers if one.question.lang == lang
        )
        for lang in schema.LANGUAGES
        if any(one.question.lang == lang for one in answers)
    }
    overall = quality((one.ranking, one.question.grades) for one in answers)
    return Evaluation(answers, overall, by_language)


def _ranking(question: Question, engine: Engine) -> tuple[str, ...]:
    query = SearchQuery(text=question.text, lang=question.lang, page_size=RECALL_AT)
    return tuple(hit.id for hit in services.search(query, engine=engine).hits)


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
                raise JudgmentError(f"line 1: no column {', '.join(missing)}")
            for row in reader:
                if any(row[name] is None for name in COLUMNS):
                    raise JudgmentError(
                        f"line {reader.line_num}: fewer than {len(COLUMNS)} columns"
                    )
                yield reader.line_num, row
    except OSError as error:
        raise JudgmentError(f"{path} can't be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise JudgmentError(f"{path} is not UTF-8: {error.reason} at byte {error.start}") from error
    except csv.Error as error:
        raise JudgmentError(f"{path} is no CSV file: {error}") from error
