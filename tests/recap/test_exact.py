import pytest

from pipeline.errors import InputError
from pipeline.recap.material import gather
from tests.recap.chats import chat_of, going_on, repair_cafe


def bend(records, **change):
    records.picks[0] = records.picks[0].model_copy(update=change)
    return records


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"text": "It now toasts one side."}, "says 'It now toasts one side, with pride.'"),
        ({"text": "It now toasts one side, with pride. " * 9}, "..., but post 2 (15 to 50) says"),
        ({"start": 0}, "but post 2 (0 to 50) says"),
        ({"end": 500}, "(15 to 500) says"),
        ({"handle": "inez_sews"}, "credits @inez_sews, but post 2 is by @tomasz_fixes"),
        ({"url": "https://x.com/other/status/9"}, "but the address of post 2 is https://x.com/"),
        ({"url": None}, "links to None"),
        ({"post_id": "404"}, "quotes post 404, which is not read"),
    ],
)
def test_a_pick_that_differs_from_its_post_stops_everything(change, found):
    records = bend(repair_cafe(), **change)
    with pytest.raises(InputError) as error:
        records.run()
    assert found in str(error.value)
    assert error.value.where == f"picks.jsonl: {records.picks[0].line_id}"
    assert error.value.do


def test_a_line_that_is_not_picked_is_held_to_its_post_too():
    records = repair_cafe()
    records.lines[1] = records.lines[1].model_copy(update={"text": "The jar is a workshop."})
    with pytest.raises(InputError, match=r"lines.jsonl: line-"):
        records.run()


def test_a_handle_in_another_case_is_the_same_person():
    assert bend(repair_cafe(), handle="Tomasz_Fixes").run()
    records = going_on()
    records.posts[1] = records.posts[1].model_copy(update={"handle": "Inez_Sews"})
    assert records.run()  # and joins what is their own


def test_a_line_for_another_use_is_held_to_its_post_too():
    records = repair_cafe()
    tops = [top.model_copy(update={"text": "The jar."}) for top in records.tops()]
    with pytest.raises(InputError, match=r"tops\.jsonl: line-"):
        gather(**vars(records), tops=tops)


def test_what_no_terminal_can_show_is_escaped_in_the_message():
    records = bend(chat_of("Mended a clock\x1b[2J"), text="Mended a clock\x1b[1J")
    with pytest.raises(InputError) as error:
        records.run()
    assert "\x1b" not in str(error.value)
