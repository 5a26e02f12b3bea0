"""Texts in hand: what is remembered of them, and how they go from room to room together."""

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arextract
from arextract import by_text as texts
from arextract.by_text import by_text, step_by_step, together, undisturbed
from arextract.mentions import get


@given(st.lists(st.text(max_size=8)), st.integers(1, 30))
def test_a_memory_answers_what_the_function_answers(asked, kept):
    memory = by_text(str.upper)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts, "_KEPT", kept)
        assert [memory(text) for text in asked] == [text.upper() for text in asked]


def test_a_memory_holds_the_latest_texts_and_no_more(monkeypatch):
    monkeypatch.setattr(texts, "_KEPT", 100)
    asked = []
    memory = by_text(lambda text: asked.append(text))
    held = memory.__self__
    for n in range(200):
        memory(f"نص {n:03}{'.' * 4}")  # of ten characters
        for before in range(max(0, n - 4), n):
            memory(f"نص {before:03}....")
        assert len(held) + len(held.before) <= 30
    assert len(asked) == 200  # each once: what was asked for a hundred characters ago is still there


@given(st.lists(st.integers(0, 90_000), max_size=200), st.integers(1, 50))
def test_texts_go_together_in_order_and_bounded(sizes, most):
    batches = list(together(sizes, size=lambda n: n, most=most))
    assert [n for batch in batches for n in batch] == sizes
    for batch in batches:
        assert 0 < len(batch) <= min(most, texts.TOGETHER)
        assert sum(batch[:-1]) < texts.CHARACTERS


def test_all_take_a_step_before_the_first_takes_the_next():
    log = []

    def first(n):
        log.append(("first", n))
        return 1 // n

    def second(n):
        log.append(("second", n))
        return n + 1

    one, failed, other = step_by_step([1, 0, 1], [first, second])
    assert (one, other) == (2, 2) and isinstance(failed, ZeroDivisionError)
    assert log == [("first", 1), ("first", 0), ("first", 1), ("second", 1), ("second", 1)]


def test_the_garbage_collector_waits_and_comes_back():
    seen = []
    assert gc.isenabled()
    with pytest.raises(KeyError), undisturbed():
        seen.append(gc.isenabled())
        raise KeyError
    assert gc.isenabled()
    step_by_step([1], [lambda n: seen.append(gc.isenabled())])
    gc.disable()
    try:
        with undisturbed():
            pass
        assert not gc.isenabled()  # a user's own choice stands
    finally:
        gc.enable()
    assert seen == [False, False]


def test_a_user_of_a_pipe_has_his_garbage_collected(nlp):
    assert all(gc.isenabled() for _ in nlp.pipe(TEXTS[:3]))


TEXTS = [f"أقامت جامعة صفاقس ندوة رقم {n} في تونس يوم {n} مايو 2024 بحضور {n + 20} باحثاً." for n in range(1, 29)]


@pytest.fixture(scope="module")
def nlp():
    return arextract.load("press_release_fast")


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_a_pipe_finds_what_a_document_alone_has(nlp, size):
    for doc, text in zip(nlp.pipe(TEXTS, batch_size=size), TEXTS, strict=True):
        assert doc.text == text
        for group in ("entities", "dates", "statistics"):
            assert get(doc, group) == get(nlp(text), group)


def test_a_component_of_a_pipe_sees_a_dozen_documents_in_turn(nlp, monkeypatch):
    seen = []
    for name, component in nlp.pipeline[:2]:
        room = component.room
        monkeypatch.setattr(component, "room", lambda text, *rest, name=name, room=room, **more: seen.append(name) or room(text, *rest, **more))
    assert len(list(nlp.pipe(TEXTS))) == len(TEXTS)
    assert seen == [nlp.pipe_names[0]] * len(TEXTS) + [nlp.pipe_names[1]] * len(TEXTS)


def test_an_error_in_a_pipe_is_for_the_handler_of_the_user(nlp, monkeypatch):
    places = nlp.get_pipe("arextract_places")
    room = places.room

    def broken(text):
        if "رقم 7 " in text:
            raise KeyError("عطل")
        return room(text)

    monkeypatch.setattr(places, "room", broken)
    with pytest.raises(KeyError, match="عطل"):
        list(nlp.pipe(TEXTS))
    told = []
    nlp.set_error_handler(lambda name, component, docs, error: told.append((name, [d.text for d in docs])))
    try:
        through = [doc.text for doc in nlp.pipe(TEXTS)]
    finally:
        nlp.set_error_handler(lambda name, component, docs, error: (_ for _ in ()).throw(error))
    assert told == [("arextract_places", [TEXTS[6]])]
    assert through == TEXTS[:6] + TEXTS[7:]
