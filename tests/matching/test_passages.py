"""A draft is read as laws are built: articles, parts, items, and what leads to them."""

from __future__ import annotations

import pytest

from directory.matching.scoring.check import MOST_PHRASES, find
from directory.matching.scoring.passages import passages, subject_of
from directory.matching.services.check import rules

LAW = """Likumprojekts
Sociālo pakalpojumu saņēmēju uzskaites likums
I nodaļa. Vispārīgie noteikumi
1. pants. Likuma mērķis
Likuma mērķis ir nodrošināt, ka pašvaldības apmainās ar datiem.
2. pants. Likumā lietotie termini
(1) Likumā ir lietoti šādi termini:
1) sniedzējs – persona, kura reģistrēta pakalpojumu sniedzēju reģistrā.
5. pants. Iesniegums
(1) Persona iesniedz sociālajā dienestā rakstveida iesniegumu, kuram pievieno:
1) izziņu par deklarēto dzīvesvietu;
2) invaliditātes apliecības kopiju.
(3) Sociālais dienests iesniegumu izskata mēneša laikā no tā saņemšanas
dienas un lēmumu paziņo personai.
6. pants. Pakalpojuma sniedzēja pienākumi
(1) Pakalpojuma sniedzējam ir pienākums:
1) katru mēnesi līdz 10. datumam iesniegt pārskatu par pakalpojumiem;
2) uzraudzīt telpas.
(2) Pašvaldība var pieprasīt un bez maksas saņemt nepieciešamo informāciju.
7. pants. Pārkāpumu novēršana
Pārkāpumi jānovērš 30 dienu laikā pēc pārbaudes.
Pārejas noteikumi
1. Likums stājas spēkā 2027. gada 1. janvārī.
2. Ministru kabinets līdz 2027. gada 30. jūnijam izdod noteikumus.
"""


def where(one) -> tuple[str, str, str, str]:
    return (one.place.article, one.place.part, one.place.point, one.place.item)


def test_each_passage_of_a_law_is_found_at_its_place_and_nothing_else_is():
    found = {where(one): one for one in find(LAW, rules=rules(), lang="lv")}
    assert {place: set(one.kinds) for place, one in found.items()} == {
        ("5", "1", "", ""): {"submission", "paper"},
        ("5", "1", "", "1)"): {"certificate"},
        ("5", "1", "", "2)"): {"certificate", "paper"},
        ("5", "3", "", ""): {"submission", "deadline"},
        ("6", "1", "", "1)"): {"obligation", "submission", "deadline"},
        ("6", "1", "", "2)"): {"obligation"},
        ("6", "2", "", ""): {"sharing"},
        ("7", "", "", ""): {"obligation", "deadline"},
        ("", "", "2.", ""): {"deadline"},
    }
    wrapped = found["5", "3", "", ""]
    assert "saņemšanas dienas un lēmumu paziņo" in wrapped.passage
    item = found["6", "1", "", "1)"]
    assert item.lead == "Pakalpojuma sniedzējam ir pienākums:"
    assert item.heading == "Pakalpojuma sniedzēja pienākumi"
    assert {"katru mēnesi", "līdz 10. datumam"} <= set(item.phrases)
    assert subject_of(LAW) == "Sociālo pakalpojumu saņēmēju uzskaites likums"


def test_what_a_rule_says_is_read_as_it_is_written():
    said = "Nekavējoties pārbaudei nepieciešamo informāciju uzrāda ministram."
    assert {kind for one in find(said, rules=rules(), lang="lv") for kind in one.kinds} == {
        "obligation", "deadline"
    }  # fmt: skip
    for quiet in (
        "Jāņa Bērziņa tiesības ir plašas.",
        "Noteikumi nosaka kārtību, kādā iesniedz pārskatu.",
        "Iesniegums par atļaujas izsniegšanu",
    ):
        assert not find(f"{quiet}\nOtra rinda ir te.", rules=rules(), lang="lv")
    english = (
        "This Regulation lays down rules on the register of hosts.\nIt shall enter into force."
    )
    assert not find(english, rules=rules(), lang="en")


@pytest.mark.parametrize(
    ("lang", "draft", "places"),
    [
        (
            "lv",
            ("5. pants. Reģistri\n(1) Iestāde uztur informācijas sistēmu \"Vides dati\".\n"
            "(2) Persona iesniedz iestādei iesniegumu.\n(3) Persona iesniedz iestādei pārskatu."),
            {("5", "2", "", ""), ("5", "3", "", "")},
        ),
        (
            "lv",
            ('5. pants. Termini\n(1) Likumā lietotie termini:\n1) sistēma — "Vides dati";\n'
            "2) persona iesniedz iesniegumu.\n(2) Persona iesniedz iestādei pārskatu."),
            {("5", "1", "", "2)"), ("5", "2", "", "")},
        ),
        (
            "en",
            ('Article 5. Registers\n(1) The agency keeps the system "Green data".\n'
            "(2) The operator shall submit an annual report to the agency."),
            {("5", "2", "", "")},
        ),
        (
            "lv",
            ("Izteikt 5. pantu šādā redakcijā:\n\"5. pants. Reģistri\n(1) Ir sistēma \"Vides dati\".\n"
            "(2) Persona iesniedz iestādei iesniegumu.\"\n2. Persona iesniedz iestādei pārskatu."),
            {("5", "2", "", ""), ("", "", "2.", "")},
        ),
    ],
)  # fmt: skip
def test_a_name_in_quotes_ends_no_article(
    lang: str, draft: str, places: set[tuple[str, str, str, str]]
) -> None:
    found = {where(one) for one in find(draft, rules=rules(), lang=lang)}
    assert places <= found
    assert {place[0] for place in found} == {place[0] for place in places}


def test_a_sentence_without_end_is_cut_and_of_its_words_only_some_are_quoted():
    """Each of the words was compared with all others: a megabyte of them kept a thread busy for ten minutes."""
    duties = " ".join(f"within {number} days of" for number in range(500))
    (one,) = find(f"the law of the land is to be {duties}", rules=rules(), lang="en")
    assert "deadline" in one.kinds
    assert one.phrases[0] == "within 0 days"
    assert len(one.phrases) == MOST_PHRASES
    # Short lines that all go on were put together again and again, likewise.
    assert max(len(one.text) for one in passages("of the\n" * 20_000)) < 25_000


def test_what_follows_a_quoted_amendment_does_not_hide_its_last_sentence():
    draft = """Papildināt ar 17.¹ pantu šādā redakcijā:
"(2) Pakalpojuma sniedzējam ir pienākums glabāt klienta lietu papīra formā desmit gadus."
Likums stājas spēkā 2027. gada 1. jūlijā.
"""
    (found,) = find(draft, rules=rules(), lang="lv")
    assert found.passage.endswith('papīra formā desmit gadus."')
    assert {"obligation", "paper"} <= set(found.kinds)
