"""The moment that an id of X holds."""

import pytest

from pipeline.records import snowflake


def test_an_id_holds_its_milliseconds_whatever_its_lower_bits() -> None:
    told = 1_715_713_200_123  # 2024-05-14T19:00:00.123Z
    number = (told - snowflake.FIRST_MILLISECOND) << 22
    assert snowflake.milliseconds(str(number)) == told
    assert snowflake.milliseconds(str(number + 2**22 - 1)) == told


@pytest.mark.parametrize("id", [None, "", "17", "3lf2xyq7abc2k", "٣" * 18, "9" * 400, str(2**63)])
def test_other_ids_hold_nothing(id: str | None) -> None:
    assert snowflake.milliseconds(id) is None


def test_the_first_and_the_last_id_of_that_kind_hold_their_moment() -> None:
    assert snowflake.milliseconds(str(snowflake.FIRST_ID - 1)) is None
    assert snowflake.milliseconds(str(snowflake.FIRST_ID)) is not None
    assert snowflake.milliseconds(str(2**63 - 1)) is not None
