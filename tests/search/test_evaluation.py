"""Judged questions: how they are read, and that the search answers ours well."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from search import services
from search.contract.query import SearchQuery
from search.evaluation import JudgmentError, evaluate, read_judgments
from tests.search import entries

JUDGMENTS = Path(__file__).parents[2] / "search" / "data" / "judgments.csv"
HEAD = "query,lang,id,grade\n"


def test_our_judged_set_asks_enough_in_both_languages() -> None:
    questions = read_judgments(JUDGMENTS)
    assert len(questions) >= 60
    assert {lang: sum(one.lang == lang for one in questions) >= 30 for lang in ("en", "lv")} == {
        "en": True,
        "lv": True,
    }


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "no column query"),
        ("query,lang,id\n", "no column grade"),
        (HEAD, "holds no judgment"),
        (HEAD + "maps,en,a,x\n", "line 2: grade is 'x'"),
        (HEAD + "maps,en,a,-1\n", "line 2: grade is '-1'"),
        (HEAD + "maps,en,a,99999999999999999999\n", "line 2: grade"),
        (HEAD + "maps,en,a,²\n", "line 2: grade"),
        (HEAD + "maps,de,a,1\n", "line 2: lang is 'de'"),
        (HEAD + ",en,a,1\n", "line 2: query is empty"),
        (HEAD + "maps,en,,1\n", "line 2: id is empty"),
        (HEAD + "maps,en\n", "line 2: fewer than 4 columns"),
        (HEAD + "maps,en,a,1\nmaps,en,a,2\n", "line 3: a is graded twice"),
        (HEAD + "maps,en,\0,1\n", None),
    ],
)
def test_a_bad_file_is_named_by_line(tmp_path: Path, content: str, reason: str | None) -> None:
    path = tmp_path / "judgments.csv"
    path.write_text(content, encoding="utf-8")
    if reason is None:
        assert read_judgments(path)
        return
    with pytest.raises(JudgmentError, match=reason):
        read_judgments(path)


def test_bytes_that_are_no_text_and_files_that_are_not_there(tmp_path: Path) -> None:
    path = tmp_path / "judgments.csv"
    path.write_bytes(HEAD.encode() + b"\xff\xfe,en,a,1\n")
    with pytest.raises(CommandError, match="not UTF-8"):
        call_command("evaluate_search", path)
    with pytest.raises(CommandError, match="can't be read"):
        call_command("evaluate_search", tmp_path / "none.csv")


@pytest.mark.django_db(transaction=True)
def test_the_measures_are_those_of_the_answers(index: Any, tmp_path: Path) -> None:
    entries.organisation("Mežu kartes")
    entries.organisation("Jūras kartes")
    services.rebuild()
    found = services.search(SearchQuery(text="mežu", lang="lv"))
    path = tmp_path / "judgments.csv"
    path.write_text(
        HEAD + f"mežu kartes,lv,{found.hits[0].id},3\nkuģi,en,nowhere,1\n", encoding="utf-8"
    )
    measured = evaluate(read_judgments(path))
    assert measured.by_language["lv"].ndcg == measured.by_language["lv"].mrr == 1
    assert (measured.by_language["en"].zero, measured.overall.zero) == (1, 0.5)
    out = StringIO()
    call_command("evaluate_search", path, "--worst", "1", stdout=out)
    assert "0.000 en kuģi: nothing" in out.getvalue()


@pytest.mark.slow
@pytest.mark.django_db
def test_the_search_answers_our_judged_questions(index: Any, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.DATA_DIR = tmp_path
    call_command("load_demo", verbosity=0)
    services.rebuild()
    measured = evaluate(read_judgments(JUDGMENTS))
    assert measured.overall.ndcg >= 0.89
    assert measured.overall.mrr >= 0.89
    assert measured.overall.recall >= 0.91
    assert measured.overall.zero <= 0.01
