"""The commands beside the stages: the doctor looks, explain tells why, check holds an article
against its chat, train makes models."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, BinaryIO

from pipeline import jsonl, shelf
from pipeline.about import known_of
from pipeline.commands import Say, encoder_of
from pipeline.errors import InputError
from pipeline.records import SCORE_DIGITS, Answer, Line, Reason, question_name
from pipeline.runs import Run
from pipeline.settings import Settings

# what is trained, and its folder among the models
MODELS = {
    "assignment": "assignment", "encoder": "static", "language": "language",
    "ranker": "quotability", "themes": "themes",
}  # fmt: skip
SAID = 90  # letters of a quote that are shown
DIGITS = 2  # of a score and its parts, as they are shown
SMALLER = "smaller things together"
SHOWN = 5  # places of a trouble that are named
ADOPTED, NOT_ADOPTED = "adopted: ", "not adopted, "
STALE = "scored with another taste or model: `standout score RUN` again tells all of its reasons"
HOUSE = Path("models/house")  # where a house's taste is written, if no setting says


def doctor(chats: Sequence[Path], *, stdin: BinaryIO | None = None) -> list[str]:
    """Return in lines of words what an export holds and what looks wrong with it.

    Raises: InputError for input that no reader can read.
    """
    from pipeline.readers import doctor
    from pipeline.recap.plain import count

    report = doctor.examine(chats, known_of(chats[0]), stdin=stdin)
    days = [f"{day} ({count(posts, 'post')})" for day, posts in report.days.items()]
    shown = days if len(days) <= SHOWN else [*days[:2], f"... {len(days) - 4} days ...", *days[-2:]]
    lines = [
        f"format   {', '.join(report.formats)}",
        f"posts    {report.posts:,}, of them {count(report.reposts, 'repost')} and "
        f"{count(report.replies, 'reply', 'replies')}",
        f"people   {report.people:,}",
        f"days     {', '.join(shown) or 'not known'}",
        f"time     {report.first} to {report.last}" if report.first else "time     not known",
    ]
    lines += [f"known    {key}: {', '.join(values)}" for key, values in report.hints.items()]
    lines += [f"note     {note}" for note in report.notes]
    for trouble in report.troubles:
        more = len(trouble.posts) - SHOWN
        places = ", ".join(trouble.posts[:SHOWN]) + (f" and {more:,} more" if more > 0 else "")
        lines.append(f"wrong    {trouble.what}" + (f" ({places})" if places else ""))
    if not report.troubles:
        lines.append(f"wrong    nothing {'beyond what is noted' if report.notes else 'was found'}")
    return lines


def explain(run: Run, line_id: str, *, settings: Settings) -> list[str]:
    """Return in lines of words why a line has its score, its place, why it was picked or was not,
    and what beats it; of what was set aside, why it was.

    What beats it is the best line of its own post, and the next better one of another.

    Raises: InputError when the run has no line of that id.
    """
    from pipeline.pick.why import why
    from pipeline.score import house
    from pipeline.score.explain import explain

    posts = run.posts()
    held = run.lines(posts)
    answers = {answer.post_id: answer for answer in run.answers(posts)}
    if line := _aside(run, line_id):
        return [line.said, *map(_valued, line.reasons), _place(answers[line.post_id])]
    told = explain(
        line_id, held, posts, run.questions(), encoder_of(settings),
        house=house.of(settings.score), settings=settings.score,
    )  # fmt: skip
    lines = [
        told.line.said,
        f"score {told.line.score:.2f}",
        *([] if told.is_current else [STALE]),
        *_parts(told.line.score, told.reasons, is_all=told.is_current),
        *_own_place(told.line, answers),
        *(_place(answers[post_id]) for post_id in told.line.post_ids),
        *_doubted(told.line, answers),
    ]
    if (run.folder / "picks.jsonl").is_file():
        became, added = why(
            told.line, held, posts, run.themes(posts), run.people(), run.picks(posts), settings.pick
        )
        gain = round(sum(reason.value for reason in added), SCORE_DIGITS)
        lines += [became, *_parts(gain, added)]
    if told.better is not None:
        lines += [f"better of the same post: {told.better.said}", _scored(told.better)]
    if told.rival is None:
        return [*lines, f"no line of another post {_under(told.line.question)} scores higher"]
    return [
        *lines,
        f"next better: {told.rival.said}",
        _scored(told.rival),
        *_parts(told.rival.score, told.rival_reasons, is_all=told.is_current),
    ]


def check(
    run: Run, article: Path, *, every: bool = False, stdin: BinaryIO | None = None
) -> tuple[list[str], bool]:
    """Return in lines of words what is to mend in the quotes of a finished article, and whether
    there is nothing; with `every` the sound ones, too.

    Raises: InputError for an article that is no text.
    """
    from pipeline import check
    from pipeline.chatfile import ChatFile
    from pipeline.readers import opening
    from pipeline.readers.findings import Findings
    from pipeline.recap.plain import count, shortened

    documents = opening.documents(article, ChatFile(), Findings(), stdin)
    if len(documents) != 1:
        raise InputError("not one article.", where=article, do="Name one file of text.")
    known = [run.chat().title or "", *(question.text for question in run.questions())]
    found = check.check(check.read(documents[0].text), run.posts(), known)
    lines = []
    for finding in found:
        if every or not finding.is_sound:
            said = shortened(" ".join(finding.said.split()), SAID)
            lines += [
                f"{finding.verdict:8} “{said}”",
                *(f"         {say}" for say in finding.words),
            ]
    sound = sum(finding.is_sound for finding in found)
    told = f"{count(len(found), 'quote')}, {sound:,} of them exact and rightly credited"
    return [*lines, told if found else "no quotes of this chat were found"], sound == len(found)


def _parts(total: float, reasons: Sequence[Reason], *, is_all: bool = True) -> list[str]:
    """Return the reasons for a score or gain; those that are shown add up to it as it is shown."""
    told = [reason for reason in reasons if not reason.value or round(reason.value, DIGITS)]
    shown = sum(round(reason.value, DIGITS) for reason in told)
    left = round(round(total, DIGITS) - shown, DIGITS)
    if is_all and left:
        told.append(Reason(text=SMALLER, value=left))
    return [*map(_valued, told)]


def _valued(reason: Reason) -> str:
    return f"  {reason.value:+.2f}  {reason.text}"


def _scored(line: Line) -> str:
    return f"score {line.score:.2f} ({line.id})"


def _under(question: int | None) -> str:
    return f"under {'no question' if question is None else question_name(question)}"


def _own_place(line: Line, answers: Mapping[str, Answer]) -> list[str]:
    if line.question == answers[line.post_id].question:
        return []
    return [f"{_under(line.question)} by the label in front of it; its post is"]


def _place(answer: Answer) -> str:
    sure = f"sure by {answer.confidence:.2f}, an answer by {answer.answer_chance:.2f}"
    return f"{_under(answer.question)}, {sure}: {'; '.join(answer.evidence)}"


def _doubted(line: Line, answers: Mapping[str, Answer]) -> list[str]:
    from pipeline.score.talk import LESS

    answer = answers[line.post_id]
    chance = answer.confidence * answer.answer_chance
    if line.joined or line.question is None or line.placed >= (1 + LESS) / 2 * chance:
        return []
    return ["said to another guest, which halves that it is an answer here"]


def _aside(run: Run, line_id: str) -> Line | None:
    """Return the line of that id that an editor may have found in a post without lines."""
    from pipeline.review import aside
    from pipeline.review.store import FILE_NAME

    if not (run.folder / FILE_NAME).is_file():
        return None
    posts = run.posts()
    found = aside.lines(run, posts, run.lines(posts))
    return next((line for line in found if line.id == line_id), None)


def run_with(line_id: str, out: Path) -> Run:
    """Return the run under `out` that has a line of that id.

    Raises: InputError when none has.
    """
    files = sorted(out.glob("*/lines.jsonl"))
    for file in files:
        if any(line.id == line_id for line in jsonl.read(file, Line)):
            return Run(file.parent)
    for file in files:
        if _aside(Run(file.parent), line_id):
            return Run(file.parent)
    raise InputError(
        f"no run has a line '{line_id}'.", where=out, do="lines.jsonl and picks.jsonl list the ids."
    )


def train(
    name: str,
    *,
    corpora: Path,
    settings: Settings,
    folder: Path | None = None,
    say: Say = lambda _: None,
    log: IO[str] | None = None,
) -> Path:
    """Return the folder of the model that was trained and written, with its card.

    Without `folder` it goes to the shelf. `say` hears what is being done, `log` receives the
    language model's table of progress.

    Raises: InputError for a name that is no model of ours, or a corpus that is not there.
    """
    if name not in MODELS:
        raise InputError(f"no model '{name}'.", where="train", do=f"Models: {', '.join(MODELS)}.")
    folder = folder or shelf.home() / MODELS[name]
    if name == "assignment":
        from pipeline.learn import assignment

        assignment.train(corpora, encoder_of(settings), folder, say)
    elif name == "encoder":
        from pipeline.learn import encoder

        say("distilling, and fitting maps (minutes)")
        encoder.train(corpora, folder)
    elif name == "ranker":
        from pipeline.learn import ranker

        ranker.train(corpora, folder, say)
    elif name == "themes":
        from pipeline.learn import themes

        themes.train(corpora / "corpora", folder, seed=settings.seed, say=say)
    else:
        from pipeline.learn import language

        say("learning tags and forms")
        language.train(corpora / "corpora", folder, seed=settings.seed, log=log)
    return folder


def house_folder(settings: Settings) -> Path:
    """Return where a house's taste is written."""
    return Path(settings.score.house) if settings.score.house else HOUSE


def train_taste(
    runs: Sequence[Path], *, out: Path, settings: Settings, say: Say = lambda _: None
) -> list[str]:
    """Return in lines of words what the decisions in run folders taught, and what to do with it.

    Without `runs` all folders in `out` are taken. What editors decided last is written out first,
    so that nothing is missed after a server that was killed. An adopted taste is written to the
    folder of `score.house`, else to HOUSE; one that is not leaves what lies there as it is.

    Raises: InputError when there are no decisions, or they do not fit their runs.
    """
    from pipeline.learn import taste
    from pipeline.review import decisions
    from pipeline.review.store import FILE_NAME
    from pipeline.score.style import beside

    encoder = encoder_of(settings)
    folder = house_folder(settings)
    files = [file for name in ("decisions.jsonl", FILE_NAME) for file in out.glob(f"*/{name}")]
    folders = runs or sorted({file.parent for file in files})
    for one in folders:
        decisions.refresh(Run(one))
    lesson = taste.train(folders, folder, beside(encoder), encoder, say)
    if lesson.house is None:
        has_one = (folder / shelf.MANIFEST).is_file()
        stays = "the taste in it stays as it was" if has_one else "lines keep their scores"
        return [f"{NOT_ADOPTED}{lesson.words}", f"{taste.refusal(folder)} tells more; {stays}"]
    change = "" if settings.score.house else f" -S score.house={folder}"
    return [lesson.words, str(folder), f"to score with it: standout score RUN{change}"]
