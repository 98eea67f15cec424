"""params.yaml as typed settings: one block per stage, unknown keys and odd values are errors."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.errors import InputError, unreadable
from pipeline.jsonl import problems

FILE_NAME = "params.yaml"
ALIKE = 0.8  # of the letters of two names, from which one may be the other misspelt
FORM = "A block and a setting in it read: pick: {per_question: 3}."

Share = Annotated[float, Field(ge=0.0, le=1.0, strict=True)]  # true and false are none
Count = Annotated[int, Field(ge=1)]
Amount = Annotated[int, Field(ge=0)]


class Block(BaseModel):
    """A block of params.yaml."""

    model_config = ConfigDict(frozen=True, extra="forbid")


B = TypeVar("B", bound=Block)


class NormalizeSettings(Block):
    """How posts are folded."""

    near_repeat: Share = 0.8  # share of their pieces (Jaccard) that two repeats have in common
    shingle: Count = 5  # characters of such a piece
    repeat_words: Count = 4  # posts with fewer words are never folded as near repeats


class EncoderSettings(Block):
    """Which encoder turns texts into vectors."""

    name: str = "all-MiniLM-L6-v2"  # else "static", for archives; "reference", in torch; a folder
    batch: Count = 32  # texts that "reference" reads at once
    threads: Amount = 0  # texts side by side; 0: as many as there are cores
    cache: bool = True  # keep vectors in the user's cache folder; the same bytes either way


class ClusterSettings(Block):
    """How posts are put under questions and into themes."""

    theme_distance: Share = 0.72  # mean distance up to which answers join; more: fewer themes
    theme_words: Annotated[int, Field(ge=1, le=12)] = 4  # words that name a theme, or phrases


class ScoreSettings(Block):
    """Which candidate lines are scored, and by whose taste."""

    shortest_words: Count = 4  # of a line that is a part of its post
    longest_words: Count = 60  # of such a line
    house: str | None = None  # a folder: the taste that was learned from this house's decisions


class PickSettings(Block):
    """What the shortlist rewards; weights are shares of what a line is worth."""

    per_question: Count = 5  # lines to print under a question, at most
    least_score: Share = 0.03  # chance to be printed under its question; none below is picked
    least_beyond: Share = 0.3  # the same beyond the questions, where most is chatter
    certainty: Annotated[float, Field(ge=0.0, le=4.0)] = 1.5  # how much doubt of its place counts
    theme_weight: Share = 0.3  # share of its worth that a line on a new point gains, at most
    person_weight: Share = 0.1  # share of its worth that a line by a new person gains
    guest_first: Share = 0.5  # share of the best line's worth from which the guest's best opens
    thread_discount: Share = 0.3  # share of its worth that another part of a chosen answer loses
    repeat_share: Share = 0.7  # share of the shorter line's words that makes two lines a repeat
    top: Amount = 10  # lines of the whole chat, at most; 0 leaves them out
    per_person: Count = 2  # lines of one person among these, and among the short ones
    short: Count = 100  # a line with fewer characters is short enough to share
    short_lines: Amount = 10  # lines that are short enough to share, at most; 0 leaves them out


class RecapSettings(Block):
    """How the recap is printed."""

    style: Literal["embeds", "list"] = "embeds"  # each post as it was posted, or clean lines
    themes: Amount = 5  # points listed under "What people said", at most
    theme_voices: Count = 2  # people who make a point that is listed; 3 where no line shows it
    templates: str | None = None  # a folder: its templates replace built-in ones of the same name


class ReviewSettings(Block):
    """How the editors' page orders what it shows."""

    explore_every: Amount = 10  # one slot in so many holds a line from further down; 0: none
    window: Count = 40  # lines of a queue that are shown at once


class BackfillSettings(Block):
    """How an archive is cut into chats."""

    gap_hours: Count = 3  # hours of silence under a hashtag, after which the next chat begins
    least_posts: Count = 12  # posts of a chat within two hours, at least
    least_people: Count = 3  # people who sent these, at least
    late_hours: Amount = 48  # hours after a chat that its tag means it
    early_hours: Amount = 24  # the same before it


class Settings(Block):
    """All settings of a run."""

    seed: Amount = 7  # of what is drawn by lot: lines to explore, training
    normalize: NormalizeSettings = NormalizeSettings()
    encoder: EncoderSettings = EncoderSettings()
    cluster: ClusterSettings = ClusterSettings()
    score: ScoreSettings = ScoreSettings()
    pick: PickSettings = PickSettings()
    recap: RecapSettings = RecapSettings()
    backfill: BackfillSettings = BackfillSettings()
    review: ReviewSettings = ReviewSettings()


class House(Block):
    """The keys of params.yaml that are no settings of a run: what `dvc repro` works on."""

    chats: tuple[Annotated[str, Field(pattern=r"^[\w.-]*\w$")], ...] = ()  # under corpora/chats
    corpora: dict[str, str] = {}  # name: folder with the corpora; with one, models are trained
    decisions: dict[str, str] = {}  # name: folder with reviewed runs, for the house's taste

    @field_validator("chats")
    @classmethod
    def _once(cls, chats: tuple[str, ...]) -> tuple[str, ...]:
        twice = sorted({chat for chat in chats if chats.count(chat) > 1})
        if twice:
            raise ValueError(f"'{twice[0]}' stands there twice")
        return chats


def load(path: Path | None = None, changes: Sequence[str] = ()) -> Settings:
    """Return the settings of a file, or the built-in ones without one, with changes on top.

    A change reads "pick.per_question=3".

    Raises: InputError for a missing file, YAML that does not parse, an unknown key, a value out of
    range or a change that is not KEY=VALUE.
    """
    values = _read(path) if path is not None else {}
    given = deepcopy(values)
    for change in changes:
        _apply(values, change)
    try:
        return _settings(values, path or "settings")
    except InputError:
        if not changes:
            raise
        _settings(given, path or "settings")  # the file may be at fault, else what was typed
        return _settings(values, "--set")


def _settings(values: dict[str, Any], where: str | Path) -> Settings:
    rest = {key: value for key, value in values.items() if key not in House.model_fields}
    _house(values, where)
    return _checked(Settings, rest, where)


def _house(values: dict[str, Any], where: str | Path) -> House:
    return _checked(House, {key: values[key] for key in House.model_fields if key in values}, where)


def house(path: Path) -> House:
    """Return the chats and corpora of a house, from its params.yaml.

    Raises: InputError as `load` does.
    """
    return _house(_read(path), path)


def known() -> list[str]:
    """Return the dotted names of all settings."""
    names = []
    for name, field in Settings.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Block):
            names += [f"{name}.{inner}" for inner in kind.model_fields]
        else:
            names.append(name)
    return names


def _read(path: Path) -> dict[str, Any]:
    import yaml  # most runs have no file and no change

    if not path.is_file():
        raise InputError("no such file.", where=path, do="Check the name.")
    try:
        values = _parsed(path.read_text(encoding="utf-8"), path) or {}
    except OSError as error:
        raise unreadable(error, path) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:  # no date, not UTF-8, 3,000 "["
        raise InputError(f"not YAML: {_cause(error)}.", where=path, do=FORM) from error
    if not isinstance(values, dict):
        raise InputError("expected blocks of settings.", where=path, do=FORM)
    blocks = {name.partition(".")[0] for name in known() if "." in name} | {*House.model_fields}
    # a block whose lines are all commented out has nothing to say
    return {key: value for key, value in values.items() if value is not None or key not in blocks}


def _cause(error: Exception) -> str:
    """Return what is wrong with YAML, and in which line where that is known."""
    mark, problem = getattr(error, "problem_mark", None), getattr(error, "problem", None)
    return f"line {mark.line + 1}: {problem}" if mark and problem else str(error)


def _parsed(text: str, where: str | Path) -> Any:
    """Return what YAML says; of a key that stands twice it would keep the last without a word.

    Raises: InputError for such a key; what yaml raises for the rest.
    """
    import yaml

    class Once(yaml.SafeLoader):
        def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
            node: yaml.MappingNode = super().compose_mapping_node(anchor)
            lines: dict[str, int] = {}
            for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
                if key.value in lines:
                    raise InputError(
                        f"'{key.value}' stands there twice, in lines {lines[key.value]} and "
                        f"{key.start_mark.line + 1}.",
                        where=where,
                        do="Put what both hold under one.",
                    )
                lines[key.value] = key.start_mark.line + 1
            return node

    return yaml.load(text, Loader=Once)


def _checked(kind: type[B], values: dict[str, Any], where: str | Path) -> B:
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        do = _near(error) if kind is Settings else ""
        raise InputError(f"{problems(error, 'setting')}.", where=where, do=do) from error


def _near(error: ValidationError) -> str:
    """Return the names among which one that is none of ours may be meant: those spelt alike, else
    all of its block, or of all blocks. Of a wrong value it is told what was expected.
    """
    unknown = [item["loc"] for item in error.errors() if item["type"] == "extra_forbidden"]
    if not unknown:
        return ""
    given = ".".join(map(str, unknown[0]))
    alike = get_close_matches(given, known(), cutoff=ALIKE)
    alike = alike or [name for name in known() if name.partition(".")[2] == given]
    if alike:
        return f"Did you mean {' or '.join(alike)}?"
    near = [name for name in known() if name.partition(".")[0] == unknown[0][0]]
    return f"Known settings: {', '.join(near or Settings.model_fields)}."


def _apply(values: dict[str, Any], change: str) -> None:
    import yaml

    key, equals, text = change.partition("=")
    *blocks, name = key.strip().split(".")
    if not equals or not name:
        raise InputError(
            f"found '{change}', expected KEY=VALUE.",
            where="--set",
            do="For instance --set pick.per_question=3.",
        )
    target = values
    for block in blocks:
        target = target.setdefault(block, {})
        if not isinstance(target, dict):
            raise InputError(f"'{block}' in '{change}' is no block.", where="--set")
    try:
        target[name] = _parsed(text, "--set")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise InputError(f"the value in '{change}' is not YAML.", where="--set") from error
