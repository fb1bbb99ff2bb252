"""The commands and their options; each imports what it needs only when it is called."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    name="terugblik",
    help="Dutch recap texts in, structured tables and a trend report out. Works offline.",
    epilog="Exit codes: 0 all read, 1 some inputs had problems but tables were written, "
    "2 usage or config error.  Start with: terugblik run corpus/recaps --output outputs",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
train_app = typer.Typer(
    help="Train the shipped models again from labelled text.", no_args_is_help=True
)
model_app = typer.Typer(help="Use another spaCy pipeline.", no_args_is_help=True)
app.add_typer(train_app, name="train")
app.add_typer(model_app, name="model")

ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="TOML file with settings; see 'terugblik init'.")
]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="'terugblik', or name or path of a spaCy pipeline with ner."),
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
) -> None:
    pass


@app.command(epilog="Example: terugblik run corpus/recaps --output outputs --format csv,xlsx")
def run(
    inputs: Annotated[
        list[Path], typer.Argument(metavar="INPUT...", help="Files and folders with recaps.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the result.")] = Path(
        "outputs"
    ),
    config: ConfigOption = None,
    model: ModelOption = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=0, help="Processes; 0 takes all processors.")
    ] = 1,
    formats: Annotated[
        str | None,
        typer.Option("--format", help="Any of parquet,csv,xlsx,duckdb, divided by commas."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print only errors.")] = False,
) -> None:
    """Read recaps and write tables and the report.

    INPUT is .txt, .md, .html, .docx or .pdf, or folders with them. Everything that could not be
    read or was left out is a row in the table 'problems'.
    """
    from pipeline.cli.run import run_command

    raise typer.Exit(run_command(inputs, output, config, model, jobs, formats, quiet=quiet))


@app.command(epilog="Example: terugblik inspect corpus/recaps/terugblik-venlo.txt")
def inspect(
    file: Annotated[Path, typer.Argument(help="One recap.")],
    config: ConfigOption = None,
    model: ModelOption = None,
) -> None:
    """Show one recap: blocks, coloured names, roles, and theme and pillar per paragraph."""
    from pipeline.cli.inspect import inspect_command

    raise typer.Exit(inspect_command(file, config, model))


@app.command(epilog="Example: terugblik doctor")
def doctor(config: ConfigOption = None) -> None:
    """Say which models, registers and versions are here, and what is missing."""
    from pipeline.cli.doctor import doctor_command

    raise typer.Exit(doctor_command(config))


@app.command(epilog="Example: terugblik init --taxonomy")
def init(
    folder: Annotated[Path, typer.Argument(help="Where to write.")] = Path("."),
    taxonomy: Annotated[
        bool, typer.Option("--taxonomy", help="Also copy the taxonomy, to change it.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite files that exist.")] = False,
) -> None:
    """Write a commented config file with all defaults."""
    from pipeline.cli.init import init_command

    raise typer.Exit(init_command(folder, taxonomy=taxonomy, force=force))


@app.command(epilog="Example: terugblik report outputs --format html,docx --period half-year")
def report(
    folder: Annotated[Path, typer.Argument(help="Folder that 'terugblik run' wrote.")] = Path(
        "outputs"
    ),
    formats: Annotated[
        str, typer.Option("--format", help="Any of html,docx,md, divided by commas.")
    ] = "html",
    period: Annotated[
        str, typer.Option("--period", help="meeting, quarter, half-year or year.")
    ] = "year",
) -> None:
    """Make the trend report from tables that were written before; spaCy is not needed."""
    from pipeline.cli.report import report_command

    raise typer.Exit(report_command(folder, formats, period))


@app.command(epilog="Example: terugblik plot outputs --output outputs/charts --format svg,png")
def plot(
    folder: Annotated[Path, typer.Argument(help="Folder that 'terugblik run' wrote.")] = Path(
        "outputs"
    ),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the charts.")
    ] = None,
    formats: Annotated[
        str, typer.Option("--format", help="Any of svg,png, divided by commas.")
    ] = "svg,png",
    period: Annotated[
        str, typer.Option("--period", help="meeting, quarter, half-year or year.")
    ] = "year",
) -> None:
    """Write the report's charts as files."""
    from pipeline.cli.report import plot_command

    raise typer.Exit(plot_command(folder, output or folder / "charts", formats, period))


@app.command(epilog="Example: terugblik digest outputs --since 2026-01-01")
def digest(
    folder: Annotated[Path, typer.Argument(help="Folder that 'terugblik run' wrote.")] = Path(
        "outputs"
    ),
    since: Annotated[str, typer.Option("--since", help="Date, YYYY-MM-DD.")] = "",
    atom: Annotated[bool, typer.Option("--atom", help="As an Atom feed.")] = False,
) -> None:
    """Say what is new in themes, people and organisations since a date."""
    from pipeline.cli.report import digest_command

    raise typer.Exit(digest_command(folder, since, atom=atom))


@app.command(epilog="Example: terugblik who Platform31 --in outputs")
def who(
    name: Annotated[str, typer.Argument(help="Person, organisation or city.")],
    folder: Annotated[Path, typer.Option("--in", help="Folder that 'terugblik run' wrote.")] = Path(
        "outputs"
    ),
) -> None:
    """Show everything known about a person, organisation or city, with the paragraphs."""
    from pipeline.cli.who import who_command

    raise typer.Exit(who_command(name, folder))


@app.command(epilog="Example: terugblik evaluate corpus/gold --errors --model terugblik")
def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with gold.")],
    model: Annotated[
        list[str] | None, typer.Option("--model", help="Model; repeat it to compare several.")
    ] = None,
    config: ConfigOption = None,
    errors: Annotated[bool, typer.Option("--errors", help="List the errors in context.")] = False,
    themes: Annotated[
        bool, typer.Option("--themes", help="Only themes and pillars, with the baselines.")
    ] = False,
) -> None:
    """Compare what is found with gold: names, links, roles, themes and pillars."""
    from pipeline.cli.evaluate import evaluate_command

    raise typer.Exit(evaluate_command(gold, model or [], config, errors=errors, themes=themes))


@train_app.command("ner", epilog="Example: terugblik train ner --seed 1 --output my-model")
def train_ner(
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder with training text.")] = Path(
        "corpus/training"
    ),
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the model.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", help="Seed of all chance.")] = 1,
    steps: Annotated[int, typer.Option("--steps", min=1, help="Batches to train on.")] = 6000,
    left_out: Annotated[
        str, typer.Option("--left-out", help="Writers to score on, divided by commas.")
    ] = "",
) -> None:
    """Train the name recogniser from the training text."""
    from pipeline.cli.train import train_ner_command

    raise typer.Exit(train_ner_command(corpus, output, seed, steps, left_out))


@train_app.command("themes", epilog="Example: terugblik train themes --force")
def train_themes(
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder with training text.")] = Path(
        "corpus/training"
    ),
    extra: Annotated[
        Path | None, typer.Option("--extra", help="Your own labelled paragraphs.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the model.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a better model.")] = False,
) -> None:
    """Train the theme classifier from the training text."""
    from pipeline.cli.train import train_themes_command

    raise typer.Exit(train_themes_command(corpus, extra, output, force=force))


@model_app.command("install", epilog="Example: terugblik model install nl_core_news_md")
def model_install(
    name: Annotated[str, typer.Argument(help="A spaCy pipeline, such as nl_core_news_md.")],
) -> None:
    """Download a spaCy pipeline with spaCy's own command (needs the internet)."""
    from pipeline.cli.doctor import install_command

    raise typer.Exit(install_command(name))
