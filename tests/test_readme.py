"""The README's Python runs as it stands, and prints what it says."""

import contextlib
import io
import re
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_code_prints_what_the_readme_says(tmp_path, monkeypatch):
    text = README.read_text(encoding="utf-8")
    monkeypatch.chdir(README.parent)
    names: dict[str, object] = {"__name__": "readme"}
    blocks = re.findall(r"^```python\n(.*?)^```", text, re.S | re.M)
    assert blocks
    for block in blocks:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block, "README.md", "exec"), names)
        assert printed.getvalue().splitlines() == re.findall(r"^# Out: (.*)$", block, re.M), block


def test_it_opens_with_code():
    text = README.read_text(encoding="utf-8")
    assert text.index("```python") < text.index("\n## ")
