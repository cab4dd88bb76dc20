"""A draft is read as laws are built: articles, parts, items, and what leads to them."""

from __future__ import annotations

from directory.matching.scoring.check import find
from directory.matching.scoring.passages import subject_of
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
