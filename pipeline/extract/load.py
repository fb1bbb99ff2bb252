"""Load the pipeline: a model that recognises names, then terugblik's own components."""

from __future__ import annotations

from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import pipeline.docs  # noqa: F401  (registers the custom attributes)
from pipeline.config import Config
from pipeline.errors import ModelError
from pipeline.extract.tokenizer import make_tokenizer
from pipeline.records import Recap

SHIPPED = "terugblik"
COMPONENTS = (
    "terugblik_blocks",
    "terugblik_cities",
    "terugblik_organisations",
    "terugblik_people",
    "terugblik_resolve",
    "terugblik_links",
    "terugblik_roles",
    "terugblik_themes",
)
_NOT_NEEDED = ("parser", "tagger", "morphologizer", "lemmatizer", "attribute_ruler", "senter")


def load(config: Config | None = None, *, model: str | None = None) -> Language:
    """Load an ordinary ``spacy.Language`` that annotates Dutch recaps.

    Args:
        config: all settings; ``None`` gives the defaults.
        model: name or path of a spaCy pipeline with named-entity recognition; overrides the
            config's. ``terugblik`` is the shipped one.

    Raises:
        ModelError: the model is not installed or does not recognise names.
        ConfigError: a register or the taxonomy is wrong.
    """
    config = config or Config()
    name = model or config.model
    nlp = load_model(name)
    registers = config.registers.model_dump()
    thresholds = config.thresholds
    settings: dict[str, dict[str, Any]] = {
        name: {"registers": registers} for name in COMPONENTS[1:-1]
    }
    settings["terugblik_resolve"]["threshold"] = thresholds.entity
    settings["terugblik_themes"] = {
        "taxonomy": config.taxonomy,
        "mapping": config.mapping,
        "model": config.themes_model,
        "theme_threshold": thresholds.theme,
    }
    for component in COMPONENTS:
        nlp.add_pipe(component, config=settings.get(component, {}))
    return nlp


def load_model(name: str) -> Language:
    """Load the pipeline that recognises names, with terugblik's tokenizer and nothing else in it.

    Raises:
        ModelError: it is not installed, or has no component that sets entities.
    """
    if name == SHIPPED:
        return _load_shipped()
    try:
        nlp = spacy.load(name, exclude=_NOT_NEEDED)
    except OSError as error:
        raise ModelError(f"model '{name}' is not installed; {_hint(name)}") from error
    except (ValueError, ImportError) as error:
        raise ModelError(
            f"model '{name}' cannot be loaded ({str(error)[:200]}); {_hint(name)}"
        ) from error
    if "ner" not in nlp.pipe_names and "entity_ruler" not in nlp.pipe_names:
        raise ModelError(
            f"model '{name}' does not recognise names (its components: "
            f"{', '.join(nlp.pipe_names) or 'none'}); choose one with 'ner', or 'terugblik'"
        )
    nlp.tokenizer = make_tokenizer(nlp)
    return nlp


def model_folder() -> Path | None:
    """Return the folder of the shipped model, None when it is not in this installation."""
    folder = Path(str(files("pipeline") / "resources" / "model"))
    return folder if (folder / "config.cfg").exists() else None


def installed_models() -> list[str]:
    """Return the spaCy pipelines for Dutch that are installed beside the shipped one."""
    names = [f"nl_core_news_{size}" for size in ("sm", "md", "lg")]
    return [name for name in names if find_spec(name) is not None]


def make_doc(nlp: Language, recap: Recap) -> Doc:
    """Tokenize a recap's text into a Doc that carries the recap."""
    doc = nlp.make_doc(recap.text)
    doc._.recap = recap
    return doc


def _load_shipped() -> Language:
    resource = files("pipeline") / "resources" / "model"
    with as_file(resource) as folder:
        if not (folder / "config.cfg").exists():
            raise ModelError(
                "the shipped model is missing from this installation; reinstall terugblik, or "
                "train it with 'terugblik train ner'"
            )
        return spacy.load(folder)


def _hint(name: str) -> str:
    if name.startswith("nl_core_news_"):
        return f"install it with 'terugblik model install {name}', or use --model terugblik"
    return "give the name or path of a spaCy pipeline, or use --model terugblik"
