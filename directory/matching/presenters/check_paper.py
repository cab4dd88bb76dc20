"""Write a checked draft as a document to keep."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from directory.matching.presenters.check import CheckView, FoundEntry, PassageView
from directory.matching.presenters.matches import MatchView
from directory.media.papers import Paper


def check_paper(view: CheckView, *, lang: str) -> bytes:
    """Return the result of a check as a PDF file in a language, which must be the active one."""
    title = _("Digital check of a draft")
    moment = date_format(localtime(now()), "DATETIME_FORMAT")
    paper = Paper(title=title, lang=lang, foot=f"{title}, {moment}")
    paper.text(moment)
    paper.text(view.summary, bold=True)
    for figure in view.figures:
        paper.item(f"{figure['label']}: {figure['value']}")
    paper.text(
        _(
            "Found by rules anybody can read, not by a judgement of the law: some passages may be "
            "missing, and some found in vain."
        )
    )
    if view.remark:
        paper.text(view.remark)
    if view.whole is not None and any(
        (view.whole.solutions, view.whole.datasets, view.whole.needs)
    ):
        paper.heading(_("For the draft as a whole"))
        paper.text(view.subject)
        _write_finds(paper, view.whole)
    for passage in view.passages:
        _write(paper, passage)
    if view.left_off:
        said = ngettext(
            "%(number)s more passage is not shown.",
            "%(number)s more passages are not shown.",
            view.left_off,
        )
        paper.text(said % {"number": view.left_off})
    return paper.written()


def _write(paper: Paper, passage: PassageView) -> None:
    place = f"{passage.place}. {passage.heading}" if passage.heading else passage.place
    paper.heading(f"{place}: {', '.join(passage.kinds)}")
    lead = f"{passage.lead} " if passage.lead else ""
    paper.text(_("“%(word)s”") % {"word": f"{lead}{passage.passage}"})
    if passage.phrases:
        paper.text(f"{_('Found by the words:')} {passage.phrases}", size=8)
    for question in passage.questions:
        paper.item(question, sign="?")
    _write_finds(paper, passage)


def _write_finds(paper: Paper, found: PassageView) -> None:
    groups: tuple[tuple[str, Sequence[MatchView | FoundEntry]], ...] = (
        (_("Solutions that could carry it"), found.solutions),
        (_("For duties of this kind in general:"), found.general),
        (_("Open data to reuse"), found.datasets),
        (_("Needs of others that are alike"), found.needs),
    )
    for label, entries in groups:
        if entries:
            paper.label(label)
            for entry in entries:
                # On paper nobody can follow a link, so the address is written out.
                paper.item(f"{entry.name}, {settings.WAGTAILADMIN_BASE_URL}{entry.url}")
