"""``terugblik evaluate``: scores of one or more models side by side, and the errors in context."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from pipeline.cli.console import err, out
from pipeline.config import Config, load_config
from pipeline.errors import InputError
from pipeline.taxonomy import load_taxonomy

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.evaluate import Evaluation, LinkScores, SourceScore
    from pipeline.evaluate.gold import GoldDocument
    from pipeline.evaluate.names import Score

WORST_PAIRS = 10
SHOWN_TEXT = 100


def evaluate_command(
    folder: Path,
    models: Sequence[str],
    config_path: Path | None,
    *,
    errors: bool,
    themes: bool,
    training: Path | None = None,
) -> int:
    """Score every model on the gold of a folder and print the tables; return the exit code."""
    config = load_config(config_path)
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give one with gold, such as corpus/gold")
    from pipeline.evaluate import evaluate_model, read_gold

    gold = read_gold(folder)
    evaluations = []
    for model in dict.fromkeys(models or [config.model]):
        err().print(f"{model}: {len(gold)} documents ...", style="dim", markup=False)
        evaluations.append(evaluate_model(gold, config=config, model=model))
    if not themes:
        _names(evaluations)
        _links(evaluations)
        for evaluation in evaluations:
            _sources(evaluation)
    _themes(evaluations, details=themes)
    if training and evaluations[0].themes:
        _baselines(gold, training, config)
    if errors:
        for evaluation in evaluations:
            _errors(evaluation, names=not themes)
    return 0


def _side_by_side(title: str, names: Iterable[str], rows: Iterable[list[str]]) -> None:
    """Print a table with one column per model or baseline; nothing when there are no rows."""
    rows = list(rows)
    if not rows:
        return
    show = _table(title)
    show.add_column("")
    for name in names:
        show.add_column(escape(name), justify="right", no_wrap=True)
    for row in rows:
        show.add_row(*row)
    out().print(show)
    out().print()


def _table(title: str) -> Table:
    """Print a title and return the empty table that goes below it."""
    out().print(f"[bold]{escape(title)}[/bold]", soft_wrap=True)
    return Table(box=None, pad_edge=False)


def _names(evaluations: Sequence[Evaluation]) -> None:
    rows = []
    for place, first in enumerate(evaluations[0].names):
        for measure in ("precision", "recall", "f1"):
            scores = [getattr(e.names[place], measure) for e in evaluations]
            rows.append([f"{first.label} {measure}", *map(_score, scores)])
        rows.append([f"{first.label} in gold", *(str(first.support) for _ in evaluations)])
    for kind in ("missed", "spurious", "boundary", "label"):
        counts = [sum(m.kind == kind for m in e.mistakes) for e in evaluations]
        rows.append([f"errors: {kind}", *map(str, counts)])
    rows.append(["words per second", *(f"{e.words / e.seconds:,.0f}" for e in evaluations)])
    _side_by_side(
        "Names, exact span and label (95 % interval over documents)", _models(evaluations), rows
    )


def _links(evaluations: Sequence[Evaluation]) -> None:
    rows = [
        [name, *("" if e.links is None else f"{getattr(e.links, column):.3f}" for e in evaluations)]
        for name, column in (
            ("people, B-cubed F1", "people_b3"),
            ("organisations, B-cubed F1", "organisations_b3"),
            ("municipalities", "municipalities"),
            ("roles precision", "roles_precision"),
            ("roles recall", "roles_recall"),
            ("roles F1", "roles_f1"),
        )
        if any(e.links is not None for e in evaluations)
    ]
    _side_by_side("Who is who, municipalities and roles", _models(evaluations), rows)
    rows = [
        [name.replace("_", " "), *(f"{e.context[name]:.3f}" for e in evaluations)]
        for name in evaluations[0].context
    ]
    _side_by_side("Context of the documents, share right", _models(evaluations), rows)


def _sources(evaluation: Evaluation) -> None:
    for title, scores in (
        ("precision of every source alone", evaluation.alone),
        ("precision by the column 'source' of the table entities", evaluation.sources),
    ):
        out().print(_source_table(f"{evaluation.model}: {title}", scores))
        out().print()


def _source_table(title: str, scores: Sequence[SourceScore]) -> Table:
    show = _table(title)
    for name, justify in (("source", "left"), ("label", "left")):
        show.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name in ("found", "right", "precision"):
        show.add_column(name, justify="right")
    for s in scores:
        show.add_row(s.source, s.label, str(s.found), str(s.right), f"{s.precision:.3f}")
    return show


def _themes(evaluations: Sequence[Evaluation], *, details: bool) -> None:
    reports = [e.themes for e in evaluations]
    if any(report is None for report in reports):
        return
    summaries = [report.summary for report in reports if report is not None]
    title = "Themes and pillars (95 % interval over documents)"
    _side_by_side(title, _models(evaluations), _measures(summaries))
    if not details:
        return
    for evaluation, report in zip(evaluations, reports, strict=True):
        if report is not None:
            for name, frame in (
                ("per theme", report.themes),
                ("per pillar", report.pillars),
                ("calibration", report.reliability),
                ("coverage and precision", report.coverage),
                ("confused most", report.confusion.head(WORST_PAIRS)),
            ):
                _frame(f"{evaluation.model}: {name}", frame)


def _baselines(gold: Sequence[GoldDocument], training: Path, config: Config) -> None:
    from pipeline.evaluate.baselines import baseline_reports

    err().print(f"baselines, trained on {training} ...", style="dim", markup=False)
    taxonomy = load_taxonomy(Path(config.taxonomy) if config.taxonomy else None)
    reports = baseline_reports(gold, training, taxonomy=taxonomy)
    title = "Baselines for the themes, always answering (95 % interval over documents)"
    _side_by_side(title, reports, _measures([report.summary for report in reports.values()]))


def _models(evaluations: Sequence[Evaluation]) -> list[str]:
    return [evaluation.model for evaluation in evaluations]


def _measures(summaries: Sequence[pd.DataFrame]) -> list[list[str]]:
    """Return a row per measure: its name, and its value in each summary."""
    return [
        [str(measure), *(_measure(summary, str(measure)) for summary in summaries)]
        for measure in summaries[0]["measure"]
    ]


def _measure(summary: pd.DataFrame, measure: str) -> str:
    row = summary[summary["measure"] == measure].iloc[0]
    if row.isna().any():
        return f"{row['value']:.3f}"
    return f"{row['value']:.3f} ({row['low']:.3f}-{row['high']:.3f})"


def _frame(title: str, frame: pd.DataFrame) -> None:
    show = _table(title)
    for name, dtype in frame.dtypes.items():
        show.add_column(str(name), justify="right" if dtype.kind in "fiu" else "left")
    for row in frame.itertuples(index=False):
        show.add_row(*(f"{v:.3f}" if isinstance(v, float) else escape(str(v)) for v in row))
    out().print(show)
    out().print()


def _errors(evaluation: Evaluation, *, names: bool) -> None:
    out().print(f"[bold]Errors of {escape(evaluation.model)}[/bold]")
    for mistake in evaluation.mistakes if names else ():
        wanted = mistake.gold[2] if mistake.gold else "nothing"
        given = mistake.found[2] if mistake.found else "nothing"
        line = f"{mistake.document}  {mistake.kind}  {wanted} -> {given}  {mistake.context}"
        out().print(line, markup=False, soft_wrap=True)
    if names and evaluation.links is not None:
        _role_errors(evaluation.links)
    for judged, text in zip(evaluation.judged, evaluation.passages, strict=True):
        if not judged.main_right or not judged.pillar_right:
            pillar = judged.labels.pillar if judged.labels else "not found"
            wanted = f"{', '.join(judged.themes) or 'no theme'} | {judged.pillar}"
            given = f"{', '.join(judged.said) or 'no theme'} | {pillar}"
            line = f"{judged.group}  theme  {wanted} -> {given}  {text[:SHOWN_TEXT]}"
            out().print(line, markup=False, soft_wrap=True)


def _role_errors(links: LinkScores) -> None:
    for document, kind, row in links.role_errors:
        line = f"{document}  role {kind}  {' | '.join(part or '-' for part in row)}"
        out().print(line, markup=False, soft_wrap=True)


def _score(score: Score) -> str:
    """Return a score with its interval; without one when it has no width (one document)."""
    if score.low == score.high:
        return f"{score.value:.3f}"
    return f"{score.value:.3f} ({score.low:.3f}-{score.high:.3f})"
