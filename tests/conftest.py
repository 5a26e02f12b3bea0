"""What several rooms' tests need."""

import pytest
from typer.testing import CliRunner

from arextract import engine

RELEASE = (
    "نظم معهد الأفق للتدريب ورشة عمل بعنوان «إدارة المخاطر في البلديات» في مدينة إربد يومي 5 و6 مايو 2024، بمشاركة 40 متدربا.\n"
    "وقال المهندس سامي عودة، المدير العام للمعهد، إن الورشة جاءت بالتعاون مع وزارة الإدارة المحلية.\n"
)


@pytest.fixture(scope="session")
def release_text():
    """A release of our own in which there is one event."""
    return RELEASE


@pytest.fixture
def arextract(monkeypatch):
    """The command, called in this process, which is not its own: so it leaves torch and threads alone here."""
    from arextract.cli import app

    monkeypatch.setattr(engine, "hide_torch", lambda: None)
    monkeypatch.setattr(engine, "one_thread", lambda: None)
    return lambda *args, **more: CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False, **more)


@pytest.fixture
def folder(tmp_path):
    """A folder of three releases and something that is none."""
    place = tmp_path / "releases"
    (place / "2024").mkdir(parents=True)
    (place / "a.txt").write_text(RELEASE, encoding="utf-8")
    (place / "2024" / "b.md").write_text("# بيان\n\n" + RELEASE.replace("إربد", "عمّان"), encoding="utf-8")
    (place / "c.txt").write_text("صدر أمس بيان قصير لا حدث فيه.", encoding="cp1256")
    return place
