"""The commands and their options; each imports what it needs only when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.models import model_app, train_app

app = typer.Typer(
    name="terugblik",
    help="Dutch recap texts in, structured tables and a trend report out. Works offline.",
    epilog="Start with: terugblik run corpus/recaps --output outputs\n\n"
    "Exit codes: 0 every input was read; 1 tables were written, but an input was left out or "
    "nothing could be read (see the table 'problems'); 2 wrong option, path, config or model, "
    "nothing was written.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)

MAIN, TABLES, MODELS = "Main job", "From tables that were written before", "Models"

ConfigOption = Annotated[
    Path | None,
    typer.Option("--config", help="TOML file with settings; 'terugblik init' writes one."),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", help="'terugblik' (shipped), or name or path of a spaCy pipeline with ner."
    ),
]
FolderArgument = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder that 'terugblik run' wrote.")
]
PeriodOption = Annotated[
    str, typer.Option("--period", help="Shares per meeting, quarter, half-year or year.")
]


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        print(f"terugblik {version('terugblik')}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", help="Also show the log, with unexpected errors in full.")
    ] = False,
) -> None:
    import logging

    logging.basicConfig(level=logging.INFO if verbose else logging.CRITICAL)


@app.command(
    rich_help_panel=MAIN,
    epilog="Example: terugblik run corpus/recaps extra.docx --output outputs --format csv,xlsx",
)
def run(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT", help="Files and folders with recaps.")
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Folder for the result.")
    ] = Path("outputs"),
    config: ConfigOption = None,
    model: ModelOption = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", min=0, help="Number of processes; 0 takes all processors."),
    ] = 1,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="LIST",
            help="Any of parquet,csv,xlsx,duckdb, divided by commas; all when left out.",
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Read recaps; write tables and the report.

    An INPUT is a .txt, .md, .html, .docx or .pdf file, or a folder with them. What could not be
    read or was left out is a row in the table 'problems'. The previous result in the output
    folder stays whole until the new one is complete.

    Exit code 0: everything was read. 1: tables were written, but an input was left out, or nothing
    could be read. 2: nothing was written, because of an option, the config, or because every INPUT
    is a path that does not exist or a kind of file that is not read.
    """
    from pipeline.cli.run import run_command

    raise typer.Exit(run_command(inputs, output, config, model, jobs, formats, quiet=quiet))


@app.command(
    rich_help_panel=MAIN, epilog="Example: terugblik inspect corpus/recaps/terugblik-venlo.txt"
)
def inspect(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One recap.")],
    config: ConfigOption = None,
    model: ModelOption = None,
) -> None:
    """Show one recap: blocks, coloured names, roles, and theme and pillar per paragraph."""
    from pipeline.cli.inspect import inspect_command

    raise typer.Exit(inspect_command(file, config, model))


@app.command(rich_help_panel=MAIN, epilog="Example: terugblik doctor --config terugblik.toml")
def doctor(config: ConfigOption = None) -> None:
    """Say which models, registers and versions are here, and what is missing (exit code 2)."""
    from pipeline.cli.doctor import doctor_command

    raise typer.Exit(doctor_command(config))


@app.command(rich_help_panel=MAIN, epilog="Example: terugblik init --taxonomy")
def init(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to write.", show_default="this folder")
    ] = Path(),
    taxonomy: Annotated[
        bool, typer.Option("--taxonomy", help="Also copy the taxonomy, to change it.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
) -> None:
    """Write terugblik.toml, a commented config file with all defaults."""
    from pipeline.cli.init import init_command

    raise typer.Exit(init_command(folder, taxonomy=taxonomy, force=force))


@app.command(
    rich_help_panel=TABLES,
    epilog="Example: terugblik report outputs --format html,docx --period half-year",
)
def report(
    folder: FolderArgument = Path("outputs"),
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="Any of html,docx,md, divided by commas."),
    ] = "html",
    period: PeriodOption = "year",
) -> None:
    """Write the trend report again: as a page, a Word brief or Markdown."""
    from pipeline.cli.report import report_command

    raise typer.Exit(report_command(folder, formats, period))


@app.command(
    rich_help_panel=TABLES,
    epilog="Example: terugblik plot outputs --output slides --format svg --period quarter",
)
def plot(
    folder: FolderArgument = Path("outputs"),
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Folder for the charts.",
            show_default="DIR/charts",
        ),
    ] = None,
    formats: Annotated[
        str,
        typer.Option("--format", metavar="LIST", help="Any of png,svg,pdf, divided by commas."),
    ] = "png,svg",
    period: PeriodOption = "year",
) -> None:
    """Write the report's charts as files, for slides and letters."""
    from pipeline.cli.report import plot_command

    raise typer.Exit(plot_command(folder, output or folder / "charts", formats, period))


@app.command(rich_help_panel=TABLES, epilog="Example: terugblik digest outputs --since 2026-01-01")
def digest(
    folder: FolderArgument = Path("outputs"),
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="YYYY-MM-DD",
            help="First day that counts as new.",
            show_default="day of the last meeting",
        ),
    ] = None,
    atom: Annotated[bool, typer.Option("--atom", help="As an Atom feed.")] = False,
) -> None:
    """Say which themes, people, organisations and cities are new since a day."""
    from pipeline.cli.report import digest_command

    raise typer.Exit(digest_command(folder, since, atom=atom))


@app.command(rich_help_panel=TABLES, epilog="Example: terugblik who Platform31 --in outputs")
def who(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Person, organisation or city, or its id.")
    ],
    folder: Annotated[
        Path, typer.Option("--in", metavar="DIR", help="Folder that 'terugblik run' wrote.")
    ] = Path("outputs"),
) -> None:
    """Show all about a person, organisation or city: roles, themes and paragraphs."""
    from pipeline.cli.who import who_command

    raise typer.Exit(who_command(name, folder))


@app.command(
    rich_help_panel=MODELS,
    epilog="Example: terugblik evaluate corpus/gold --model terugblik --model nl_core_news_md "
    "--errors",
)
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(metavar="GOLD_DIR", help="Folder with NAME.txt and NAME.json pairs."),
    ],
    model: Annotated[
        list[str] | None, typer.Option("--model", help="As for run; repeat it to compare several.")
    ] = None,
    config: ConfigOption = None,
    errors: Annotated[bool, typer.Option("--errors", help="List all errors in context.")] = False,
    themes: Annotated[
        bool,
        typer.Option(
            "--themes", help="Only themes and pillars, in detail: per theme, calibration."
        ),
    ] = False,
    baselines: Annotated[
        Path | None,
        typer.Option(
            "--baselines",
            metavar="TRAINING_DIR",
            help="Score simple classifiers of themes too, trained on this text (corpus/training).",
        ),
    ] = None,
) -> None:
    """Compare what is found with text annotated by hand: names, roles, themes, pillars."""
    from pipeline.cli.evaluate import evaluate_command

    raise typer.Exit(
        evaluate_command(
            gold, model or [], config, errors=errors, themes=themes, training=baselines
        )
    )


app.add_typer(train_app, name="train", rich_help_panel=MODELS)
app.add_typer(model_app, name="model", rich_help_panel=MODELS)
