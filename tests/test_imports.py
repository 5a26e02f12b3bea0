"""What the face loads, and what it must not."""

import subprocess
import sys

import pytest

import arextract

HEAVY = ("spacy", "pydantic", "pandas", "dateparser", "torch", "numpy", "camel_tools", "transformers", "pyarrow", "trafilatura")


def loaded_after(code):
    """The heavy modules that a fresh process has loaded after `code`."""
    report = f"\nimport sys\nprint(*(m for m in {HEAVY!r} if sys.modules.get(m)))"
    return subprocess.run([sys.executable, "-c", code + report], capture_output=True, text=True, encoding="utf-8", check=True).stdout.splitlines()[-1].split()


def test_the_face_loads_nothing_heavy():
    assert loaded_after("import arextract; dir(arextract); arextract.__version__; arextract.Event; arextract.extract; arextract.find_dates") == []


def command(*args):
    return f"import sys\nsys.argv = ['arextract', *{args!r}]\nfrom arextract.cli import main\ntry:\n    main()\nexcept SystemExit as e:\n    assert not e.code"


def test_help_loads_nothing_heavy():
    assert loaded_after(command("--help")) == []
    for args in (["--version"], ["run", "--help"]):
        assert set(loaded_after(command(*args))) <= {"pydantic"}  # which typer uses to read arguments


def test_dates_and_numbers_need_no_pipeline():
    code = "import arextract\nassert arextract.find_dates('5 مايو 2024')[0].first == '2024-05-05'\nassert arextract.find_numbers('خمسة آلاف')[0].value == 5000"
    assert {"spacy", "torch", "pandas"}.isdisjoint(loaded_after(code))


def test_the_function_and_the_room_of_one_name():
    code = """
import arextract
assert callable(arextract.extract)
import arextract.extract.dates
from arextract.extract import places
assert callable(arextract.extract)
from arextract import extract
assert callable(extract)
"""
    loaded_after(code)


@pytest.mark.parametrize("name", arextract.__all__)
def test_every_name_of_the_face_is_there(name):
    assert getattr(arextract, name) is not None
    assert name in dir(arextract)


def test_a_name_that_is_not_there():
    with pytest.raises(AttributeError, match="extrakt"):
        _ = arextract.extrakt


def test_the_schema_is_one_that_a_release_fits():
    assert arextract.json_schema()["title"] == "Release"
