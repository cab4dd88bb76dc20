"""Know the verbs whose stem changes, most of the first conjugation, and the irregular ones, by their stems.

The rules of `inflection` put endings to a stem that stays, and a dictionary has few forms of any verb. No rule tells
that “gāja” is a form of “iet”: such verbs are learnt one by one, by the stems of which all their forms are made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from search.contract.text.fold import fold

_VERBS: Final = """
iet ej gāj, dot dod dev, būt es|esm bij, ņemt ņem ņēm, teikt sak|teic sak|teic, vajadzēt vajag -, pazīt pazīst pazin,
atzīt atzīst atzin, patikt patīk patik, beigt beidz beidz, braukt brauc brauc, ciest cieš ciet, cirst cērt cirt,
dzimt dzimst dzim, dzist dziest dzis, dzīt dzen dzin, gāzt gāž gāz, graut grauj grāv, grimt grimst grim,
grūst grūž grūd, gūt gūst guv, jaukt jauc jauc, jēgt jēdz jēdz, jūgt jūdz jūdz, just jūt jut, kaut kauj kāv,
-klāt klāj klāj, kliegt kliedz kliedz, kļūt kļūst kļuv, kost kož kod, krist krīt krit, laist laiž laid, lēkt lec lēc,
liegt liedz liedz, liekt liec liec, likt liek lik, līst lien līd, līt līst lij, lūgt lūdz lūdz, lūzt lūst lūz,
ļaut ļauj ļāv, mest met met, -migt mieg mig, mirt mirst mir, nākt nāk nāc, pirkt pērk pirk, plaukt plaukst plauk,
plūkt plūc plūc, plūst plūst plūd, pļaut pļauj pļāv, prast prot prat, pūst pūš pūt, pūt pūst puv, rakt rok rak,
-rast rod rad, raut rauj rāv, rūkt rūc rūc, segt sedz sedz, sist sit sit, skriet skrien skrēj, skūt skuj skuv,
slaukt slauc slauc, slēgt slēdz slēdz, slīkt slīkst slīk, smiet smej smēj, sniegt sniedz sniedz, snigt snieg snig,
spēt spēj spēj, spiest spiež spied, spriest spriež spried, sprāgt sprāgst sprāg, -stāt stāj stāj,
steigt steidz steidz, sūkt sūc sūc, sviest svież svied, svīst svīst svīd, šaut šauj šāv, šķiest šķiež|šķied šķied,
šķist šķiet šķit, šūt šuj šuv, tapt top tap, tikt tiek tik, traukt trauc trauc, triekt triec triec,
trūkt trūkst trūk, vākt vāc vāc, veikt veic veic, vest ved ved, vilkt velk vilk, zagt zog zag, zust zūd zud,
žaut žauj žāv, žūt žūst žuv, -augt aug aug, -bēgt bēg bēg, -celt ceļ cēl, cept cep cep, -degt deg deg, dzert dzer dzēr,
glābt glābj glāb, griezt griež griez, -kāpt kāpj kāp, krāpt krāpj krāp, ķert ķer ķēr, lauzt lauž lauz, lemt lemj lēm,
nest nes nes, sākt sāk sāk, -slēpt slēpj slēp, stiept stiepj stiep, svērt sver svēr, -šķirt šķir šķīr,
tvert tver tvēr, -vērst vērš vērs
"""
"""The infinitive of each verb with its stems of the present and the past; `|` stands between two of one tense.

A verb with a hyphen before it has a prefix always, or is another word without one: “stāja” is no form of “stāt”.
"""

_ADJECTIVE: Final = r"(?:aj(?:am|ai|os|[aā]s|iem|[aā]m|[oaā])|ais|iem|ie|[aā][ms]|ai|os|[aāiosu])"
_PRESENT: Final = re.compile(
    r"(?:(?P<reflexive>os|ies|as|am[ie]es|at[ie]es|oties|ieties)|[ui]|am|at|iet|ot"
    rf"|[oa][šs](?:s|{_ADJECTIVE})?|am{_ADJECTIVE})?$"
)
_PAST: Final = re.compile(
    r"(?:(?P<reflexive>os|ies|[aā]s|[aā]m[ie]es|[aā]t[ie]es|usies|us[aā]s|ušies)|[uia]|[aā]m|[aā]t|is|usi"
    rf"|u[šs]{_ADJECTIVE}|(?<=[dtsz])[iī](?:s|[šs]u|si|sim|siet))$"
)
_FUTURE: Final = re.compile(
    r"(?:(?P<reflexive>[sš]os|si?es|simies|sieties|ties)|s|[šs]u|si|sim|siet|tu?|dam[sai]s?)$"
)
_PASSIVE: Final = re.compile(rf"t{_ADJECTIVE}$")
_LONGEST: Final = 7
_LEAST: Final = 2
_FOLDED_FROM: Final = 3
"""Letters of a stem from which it is known without its diacritics too."""

_MUST: Final = ("jā", "ja")
_NOT: Final = "ne"
_PREFIXES: Final = ("aiz", "ap", "at", "ie", "iz", "no", "pa", "pār", "par", "pie", "sa", "uz")
_BARE: Final = "dot"

Stems = dict[str, str]
"""Stem → infinitive, with a hyphen before it where the verb stands with a prefix only."""


def _read() -> Iterator[Stems]:
    present: Stems = {}
    past: Stems = {}
    base: Stems = {}
    for verb in " ".join(_VERBS.split()).split(", "):
        infinitive, now, then = verb.split(" ")
        stem = infinitive.removeprefix("-")[:-1]
        for stems, named in ((present, now), (past, then), (base, stem)):
            stems.update((one, infinitive) for one in named.split("|"))
    for stems in (present, past, base):
        # A word without diacritics may have been meant with them.
        folded = {fold(stem): verb for stem, verb in stems.items() if len(stem) >= _FOLDED_FROM}
        yield folded | stems


_NOW, _THEN, _BASE = _read()
_FORMS: Final = ((_PRESENT, _NOW), (_PAST, _THEN), (_FUTURE, _BASE))


def learnt(word: str) -> str | None:
    """Return the infinitive of a form of one of these verbs, with what stands before it; None for other words."""
    for must in _MUST:
        if word.startswith(must) and (verb := _any(word[len(must) :])):
            return verb
    return _any(word)


def _any(word: str) -> str | None:
    if found := _verb(word, ""):
        return found
    denied = _NOT if word.startswith(_NOT) else ""
    rest = word[len(denied) :]
    if denied and (found := _verb(rest, "")):
        return denied + found
    for prefix in _PREFIXES:
        if rest.startswith(prefix) and (found := _verb(rest[len(prefix) :], prefix)):
            return denied + found
    return None


def _verb(word: str, prefix: str) -> str | None:
    for place in range(max(_LEAST, len(word) - _LONGEST), len(word) + 1):
        stem = word[:place]
        for endings, stems in _FORMS:
            verb = stems.get(stem)
            if verb and (prefix or verb[0] != "-") and (found := endings.match(word, place)):
                return _named(verb, prefix, reflexive=found["reflexive"] is not None)
        verb = _BASE.get(stem)
        if verb and (prefix or verb == _BARE) and _PASSIVE.match(word, place):
            return _named(verb, prefix, reflexive=False)
    return None


def _named(verb: str, prefix: str, *, reflexive: bool) -> str:
    return prefix + verb.removeprefix("-") + ("ies" if reflexive else "")
