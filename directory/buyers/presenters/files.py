"""Write a shortlist as files for the procurement's own file."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from directory.buyers.presenters.shortlist import EntryView, ShortlistView
from directory.media.papers import Paper
from directory.media.sheets import csv_text, xlsx_bytes


def as_csv(view: ShortlistView) -> bytes:
    """Return the list as CSV whose cells no spreadsheet takes for formulas."""
    return csv_text(_head(), _rows(view)).encode()


def as_xlsx(view: ShortlistView) -> bytes:
    """Return the list as a workbook: the entries, and beside them what was frozen when and by whom."""
    about = [[label, value] for label, value in _about(view) if value]
    return xlsx_bytes(
        _("Shortlist"),
        _head(),
        _rows(view),
        about=(_("What was frozen"), about),
    )


def as_pdf(view: ShortlistView) -> bytes:
    """Return the list as a document in the active language."""
    moment = date_format(localtime(view.made_at), "DATETIME_FORMAT")
    paper = Paper(title=view.title, lang=get_language() or "en", foot=f"{view.title}, {moment}")
    paper.text(_("Frozen: %(moment)s") % {"moment": moment})
    if view.made_by:
        paper.text(_("By: %(person)s") % {"person": view.made_by})
    paper.text(_("SHA-256 of the content: %(digest)s") % {"digest": view.digest}, size=8)
    paper.heading(_("What was asked for"))
    for words in filter(None, (str(view.need_title), view.buyer, str(view.asked))):
        paper.text(words)
    for code in view.codes:
        paper.item(f"CPV {code}")
    for sector in view.sectors:
        paper.item(sector)
    paper.heading(_("Ranked matches as they were"))
    for entry in view.entries:
        _write(paper, entry)
    return paper.written()


#: What an address calls a file → how it is made, and its media type.
FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "pdf": (as_pdf, "application/pdf"),
}


def _write(paper: Paper, entry: EntryView) -> None:
    paper.heading(f"{entry.number}. {entry.name}", level=2)
    points = _("%(points)s of 100 points") % {"points": entry.shown_score}
    paper.text(f"{entry.kind}. {points}", bold=True)
    if entry.tagline.text:
        paper.text(str(entry.tagline))
    for label, value in entry.facts:
        paper.item(f"{label}: {value}", sign="·")
    for reason in entry.reasons:
        evidence = f": {reason.evidence}" if reason.evidence.text else ""
        paper.item(f"{reason.label}{evidence} ({reason.points})", sign="+")
    for gap in entry.gaps:
        paper.item(str(gap), sign="–")
    for decision in entry.decisions:
        paper.text(_decided(decision.label, decision.reason, decision.by, decision.at), bold=True)
    if not entry.decisions:
        paper.text(_("Not decided yet"), bold=True)


def _decided(label: str, reason: str, by: str, at: object) -> str:
    moment = date_format(localtime(at), "DATETIME_FORMAT")  # type: ignore[arg-type]
    return f"{label}: {reason} ({', '.join(filter(None, (by, moment)))})"


def _about(view: ShortlistView) -> Iterator[tuple[str, str]]:
    """Yield what a list is of, in words, and the digest by which its content is known again."""
    yield _("Title"), view.title
    yield _("Need"), str(view.need_title)
    yield _("Address"), _whole(view.need_url)
    yield _("Contracting authority"), view.buyer
    yield _("What was asked for"), str(view.asked)
    yield _("CPV codes"), "; ".join(view.codes)
    yield _("Sectors"), "; ".join(view.sectors)
    yield _("Frozen"), localtime(view.made_at).strftime("%Y-%m-%d %H:%M")
    yield _("Frozen by"), view.made_by
    yield _("SHA-256 of the content"), view.digest


def _whole(url: str) -> str:
    """Return an address that leads here from a file as well."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{url}" if url.startswith("/") else url


def _head() -> list[str]:
    return [
        _("Position"), _("Type"), _("Id"), _("Name"), _("Registration number"), _("Provided by"), _("Points"),
        _("Reasons"), _("What is missing or not known"), _("Decision"), _("Reason"), _("Decided"), _("Decided by"),
        _("Earlier decisions"), _("Address"),
    ]  # fmt: skip


def _rows(view: ShortlistView) -> Iterator[list[object]]:
    for entry in view.entries:
        decision = entry.decision
        facts = dict(entry.facts)
        earlier = [_decided(one.label, one.reason, one.by, one.at) for one in entry.decisions[1:]]
        yield [
            entry.number,
            entry.kind,
            entry.public_id,
            str(entry.name),
            facts.get(_("Registration number"), ""),
            facts.get(_("Provided by"), ""),
            round(entry.score, 1),
            "; ".join(
                f"{one.label}{f': {one.evidence}' if one.evidence.text else ''} ({one.points})"
                for one in entry.reasons
            ),
            "; ".join(str(gap) for gap in entry.gaps),
            decision.label if decision else "",
            decision.reason if decision else "",
            localtime(decision.at).strftime("%Y-%m-%d %H:%M") if decision else "",
            decision.by if decision else "",
            "; ".join(earlier),
            _whole(entry.url),
        ]
