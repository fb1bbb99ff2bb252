"""The commands ``train ner``, ``train themes`` and ``model install``, and their options."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

train_app = typer.Typer(
    help="Train the models that are shipped again, from labelled text.", no_args_is_help=True
)
model_app = typer.Typer(help="Install another spaCy pipeline for Dutch.", no_args_is_help=True)


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
    vectors: Annotated[
        Path | None,
        typer.Option("--vectors", help="Subword vectors; those of the shipped model if left out."),
    ] = None,
    left_out: Annotated[
        str, typer.Option("--left-out", help="Writers to score on, divided by commas.")
    ] = "",
) -> None:
    """Train the name recogniser from the training text."""
    from pipeline.cli.train import train_ner_command

    raise typer.Exit(train_ner_command(corpus, output, seed, steps, left_out, vectors))


@train_app.command("themes", epilog="Example: terugblik train themes --force")
def train_themes(
    corpus: Annotated[Path, typer.Option("--corpus", help="Folder with training text.")] = Path(
        "corpus/training"
    ),
    extra: Annotated[
        Path | None, typer.Option("--extra", help="Your own labelled paragraphs.")
    ] = None,
    taxonomy: Annotated[
        Path | None,
        typer.Option("--taxonomy", help="Your own taxonomy, whose ids the text has."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="Folder for the model.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a better model.")] = False,
) -> None:
    """Train the theme classifier from the training text."""
    from pipeline.cli.train import train_themes_command

    raise typer.Exit(train_themes_command(corpus, extra, taxonomy, output, force=force))


@model_app.command("install", epilog="Example: terugblik model install nl_core_news_md")
def model_install(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A spaCy pipeline, such as nl_core_news_md.")
    ],
) -> None:
    """Download a spaCy pipeline with spaCy's own command (needs the internet)."""
    from pipeline.cli.doctor import install_command

    raise typer.Exit(install_command(name))
