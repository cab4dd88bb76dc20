"""This will tell each place that breaks a rule of the house which no other tool knows.

The rules: no module over 400 lines (migrations aside), nothing unfinished by its own words, no marks
of a merge, nothing of one machine in a tracked file, no inline script or style in a template, no text
that stays in the language in which its module was loaded, and no message without its translation. Prints
`file:line: reason`; the tests call `broken_rules`.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
MODULES = (".py", ".js", ".css", ".sh")
# One letter stands in brackets, so that this file does not break its own rules.
UNMERGED = re.compile(r"^(?:<{7}|>{7}|[|]{7}) ")
UNFINISHED = re.compile(r"\b(T[O]DO|F[I]XME|X[X]X)\b|raise NotImplemente[d]Error|[lL]orem[ ]ipsum")
MACHINE = re.compile(
    r"(?<![\w.-])/(?:work|farm|home/\w+)/|bash_[j]obs|files[.]pythonhosted"
    r"|registry[.]npmjs|repo1[.]maven|pypi[.]org/simple"
)
# What stands in templates/inline is allowed by its hash: directory/settings/inline.py.
INLINE = re.compile(
    r"<script(?! type=\"speculationrules\">{% include \"inline/"
    r"|(?: data-then=\"{% static '[^']+' %}\")?>{% include \"inline/)"
    r"(?![^>]*\b(?:src=|type=\"application/(?:ld\+)?json\"))|<style\b|\sstyle=|\son[a-z]+=",
    re.IGNORECASE,
)

MAIL = ROOT / "templates" / "mail" / "account.html"


def tracked() -> list[Path]:
    """Return the files of the project: those git tracks or would track."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    paths = (ROOT / name for name in sorted(set(listing.split("\0"))) if name)
    return [path for path in paths if path.is_file()]


def lines(path: Path) -> list[str]:
    """Return a text file's lines; none for a binary file."""
    try:
        return path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return []


def is_code(path: Path) -> bool:
    """Tell whether people write this file by hand as code."""
    return path.suffix in {*MODULES, ".html", ""} and "data" not in path.relative_to(ROOT).parts


def broken_in_text(path: Path, content: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the line and reason of each broken rule of a file's text."""
    if path.suffix in MODULES and "migrations" not in path.parts and len(content) > LONGEST_MODULE:
        yield len(content), f"over {LONGEST_MODULE} lines"
    for number, line in enumerate(content, start=1):
        if UNMERGED.match(line):
            yield number, "half of a merge"
        if is_code(path) and UNFINISHED.search(line):
            yield number, "unfinished by its own words"
        # In schema.sql `/home/` is the address of a page in Wagtail's tree.
        if path.name not in {"LICENSE", "schema.sql"} and MACHINE.search(line):
            yield number, "a path or a host of one machine"
        # A mail program fetches no style sheet, and no policy of ours reaches it.
        is_page = path.suffix == ".html" and path != MAIL
        if is_page and INLINE.search(line):
            yield number, "inline script or style, which the content policy forbids"


def fixed_texts(tree: ast.Module) -> Iterator[int]:
    """Yield the line of each lazy text whose values are put in while its module is loaded."""
    lazy = {
        name.asname or name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in node.names
        if name.name.endswith("_lazy")
    }
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Mod)
            and isinstance(node.left, ast.Call)
            and isinstance(node.left.func, ast.Name)
            and node.left.func.id in lazy
        ):
            yield node.lineno
        # What stands in a function is put together when it is called.
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            waiting += ast.iter_child_nodes(node)


def broken_in_messages(path: Path) -> Iterator[tuple[int, str]]:
    """Yield each message of a catalogue that is not translated, or only guessed."""
    for entry in polib.pofile(str(path)):
        if entry.obsolete:
            continue
        if entry.fuzzy:
            yield entry.linenum, f"a guessed translation: {entry.msgid!r}"
        elif not entry.translated():
            yield entry.linenum, f"not translated: {entry.msgid!r}"


def broken_rules(paths: list[Path] | None = None) -> Iterator[str]:
    """Yield `file:line: reason` for each broken rule in the files given, or in all."""
    for path in tracked() if paths is None else paths:
        found = list(broken_in_text(path, lines(path)))
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found += [
                (line, "a text that stays in the language in which it was loaded")
                for line in fixed_texts(tree)
            ]
        if path.suffix == ".po":
            found += broken_in_messages(path)
        for number, reason in found:
            yield f"{path.relative_to(ROOT)}:{number}: {reason}"


if __name__ == "__main__":
    reports = list(broken_rules())
    print("\n".join(reports))
    sys.exit(bool(reports))
