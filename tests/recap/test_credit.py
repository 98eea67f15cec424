"""How people are credited: by name and handle, neither of them twice."""

import pytest

from pipeline.recap import plain
from pipeline.recap.credit import credit
from pipeline.recap.view import Credit

NUMBER = "+44 7700 900123"


@pytest.mark.parametrize(
    ("handle", "name", "shown"),
    [
        ("ana_bakes", "Ana Ruiz", "Ana Ruiz (@ana_bakes)"),
        ("ana_bakes", None, "@ana_bakes"),
        ("ana_bakes", "@Ana_Bakes", "@ana_bakes"),
        ("Temi A.", None, "Temi A."),
        ("Temi A.", "temi a.", "Temi A."),
        ("Temi  A.", "Temi A.", "Temi A."),  # the export has a blank too many
        ("Temi A.", "Temi Adeyemi", "Temi Adeyemi (Temi A.)"),
        (NUMBER, None, NUMBER),
        ("did:plc:64e0a3d61970b9b7f8b40a87", None, "did:plc:64e0a3d61970b9b7f8b40a87"),
        ("did:plc:64e0a3d61970b9b7f8b40a87", "Priya N", "Priya N"),  # the link leads to her
        (NUMBER, "Priya N", "Priya N"),  # the number is nobody's business
    ],
)
def test_a_credit_says_nothing_twice(handle: str, name: str | None, shown: str) -> None:
    called = plain.name(name, handle)
    own = plain.one_line(handle)
    assert credit(own, called) == shown
    person = Credit(handle=own, name=called, role="community", posts=1, answers=1, picks=0)
    beside = f" ({person.beside})" if person.beside else ""
    assert f"{person.called}{beside}" == shown
