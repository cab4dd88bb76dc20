"""Write matches for the API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from directory.matching.presenters import present_matches
from directory.matching.records import CpvSuggestion, Match


def match_answer(matches: Sequence[Match], *, lang: str) -> list[dict[str, Any]]:
    """Return matches in a language, which must be the active one."""
    return [
        {
            "type": view.type,
            "id": view.public_id,
            "name": view.name,
            "url": view.url,
            "score": view.score,
            "adequate": view.is_adequate,
            "reasons": [
                {
                    "kind": reason.kind,
                    "label": reason.label,
                    "weight": reason.weight,
                    "evidence": {"text": reason.evidence, "url": reason.url},
                }
                for reason in view.reasons
            ],
            "gaps": [{"kind": gap.kind, "label": gap.label} for gap in view.gaps],
            "sample": view.is_sample,
        }
        for view in present_matches(matches, lang=lang)
    ]


def cpv_answer(found: Sequence[CpvSuggestion]) -> list[dict[str, Any]]:
    """Return suggested codes."""
    return [{"code": one.code, "label": one.label, "score": one.score} for one in found]
