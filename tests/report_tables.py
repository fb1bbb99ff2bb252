"""Plausible tables of all kinds for the report, without a model: themes, names, roles, texts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tests.corpora import PILLARS, Tables, flat, meeting_days, rising, theme_tables

PEOPLE = [
    ("Tineke Roos", "wethouder", "Deventer"),
    ("Fatima el Amrani", "voorzitter", "G40"),
    ("Peter Hein", "", "TU Eindhoven"),
    ("Joris van der Laan", "directeur", "VNG"),
    ("Anna Smits-Van den Berg", "senior onderzoeker", "Platform31"),
    ("Bram de Wit", "burgemeester", "Venlo"),
]
ORGANISATIONS = [
    ("G40", "G40", "netwerk"),
    ("Vereniging van Nederlandse Gemeenten", "VNG", "vereniging"),
    ("Platform31", "", "kennisinstelling"),
    ("TU Eindhoven", "", "onderwijs"),
    ("ministerie van Binnenlandse Zaken", "BZK", "ministerie"),
    ("stichting Buurtkracht", "", "stichting"),
]
CITIES = [
    ("Deventer", "Overijssel", 52.255, 6.16),
    ("Almelo", "Overijssel", 52.357, 6.662),
    ("Venlo", "Limburg", 51.37, 6.172),
    ("Leeuwarden", "Friesland", 53.201, 5.8),
    ("Den Haag", "Zuid-Holland", 52.08, 4.31),
    ("Almere", "Flevoland", 52.37, 5.22),
    ("Middelburg", "Zeeland", 51.498, 3.61),
    ("Amersfoort", "Utrecht", 52.156, 5.387),
    ("Brussel", "", float("nan"), float("nan")),
]
SENTENCES = [
    "In {city} bespraken de wethouders wat er nu nodig is.",
    "{person} lichtte de plannen toe namens {org}.",
    "De zaal was het erover eens dat dit niet kan wachten.",
    "Vanuit {org} kwam de oproep om samen op te trekken.",
    "Over {term} werd lang doorgepraat, ook bij de lunch.",
    "{city} wil met {term} dit jaar nog beginnen.",
]


def report_tables(*, meetings: int = 24, years: float = 5.0, seed: int = 1) -> Tables:
    """Return all tables but ``trends`` for a simulated corpus that rises in energy and care."""
    shares = {theme: flat(0.045) for theme in PILLARS} | {
        "energie_klimaat": rising(0.02, 0.3, years=years),
        "migratie": rising(0.25, 0.01, years=years),
        "wonen": flat(0.13),
        "europa": flat(0.004),
    }
    days = meeting_days(meetings, start="2021-03-11", years=years)
    base = theme_tables(shares, days=days, seed=seed)
    rng = np.random.default_rng(seed)
    base["documents"] = _documents(base, rng)
    themes = base["themes"].groupby(["doc_id", "paragraph"])["theme"].agg(list).to_dict()
    paragraphs, entities, roles = [], [], []
    offsets: dict[str, int] = {}
    for row in base["paragraphs"].to_dict("records"):
        key = {"doc_id": row["doc_id"], "paragraph": row["paragraph"]}
        start = offsets.get(row["doc_id"], 40)
        terms = themes.get((row["doc_id"], row["paragraph"]), ["netwerk"])
        text, found = _text(rng, start, terms[0].split("_")[0])
        offsets[row["doc_id"]] = start + len(text) + 2
        entities += [{**key, **mention} for mention in found]
        roles += [{**key, **role} for role in _roles(found)]
        paragraphs.append(
            {
                **row,
                "section": "Fysieke pijler" if row["pillar"] == "fysiek" else None,
                "start": start,
                "end": start + len(text),
                "text": text,
                "pillar_confidence": 0.8,
                "theme_confidence": 0.7 if row["theme"] else None,
            }
        )
    base["paragraphs"] = pd.DataFrame(paragraphs)
    base["themes"] = base["themes"].assign(
        confidence=rng.uniform(0.5, 0.99, len(base["themes"])).round(4),
        evidence=[theme.split("_")[0] for theme in base["themes"]["theme"]],
    )
    base["entities"] = pd.DataFrame(entities)
    base["roles"] = pd.DataFrame(roles)
    base |= _registers(base)
    base["problems"] = pd.DataFrame(
        [
            {
                "source": "kapot.docx",
                "stage": "read",
                "severity": "error",
                "message": "geen geldig Word-bestand",
            },
            {
                "source": "english.txt",
                "stage": "read",
                "severity": "warning",
                "message": "niet in het Nederlands",
            },
        ]
    )
    return base


def _documents(base: Tables, rng: np.random.Generator) -> pd.DataFrame:
    documents = base["documents"].copy()
    counts = base["paragraphs"].groupby("doc_id").size()
    hosts = [CITIES[int(i)][0] for i in rng.integers(0, 8, len(documents))]
    events = [
        "ambtelijke netwerkdag" if i % 2 else "bestuurlijke netwerkdag" for i in documents.index
    ]
    documents["source"] = [
        f"{day}_{host}.txt" for day, host in zip(documents["date"], hosts, strict=True)
    ]
    documents["title"] = [f"Terugblik {e} {h}" for e, h in zip(events, hosts, strict=True)]
    documents["date"] = pd.to_datetime(documents["date"])
    documents["date_source"] = "text"
    documents["event"] = events
    documents["host_city"] = hosts
    documents["language"] = "nl"
    documents["words"] = 500
    documents["paragraphs"] = documents["doc_id"].map(counts).fillna(0).astype(int)
    documents["sha256"] = "0" * 64
    if len(documents) > 3:
        documents.loc[1, ["date", "date_source"]] = [pd.NaT, "none"]
    return documents


def _text(rng: np.random.Generator, start: int, term: str) -> tuple[str, list[dict[str, object]]]:
    """Fill sentences in; return the text and its mentions with offsets in the document."""
    text, found = "", []
    for number in rng.choice(len(SENTENCES), size=int(rng.integers(2, 5)), replace=False):
        fill = {
            "city": ("CITY", int(min(rng.geometric(0.3) - 1, len(CITIES) - 1))),
            "person": ("PER", int(rng.integers(0, len(PEOPLE)))),
            "org": ("ORG", int(min(rng.geometric(0.3) - 1, len(ORGANISATIONS) - 1))),
            "term": ("", 0),
        }
        for piece in SENTENCES[number].replace("{", "|{").replace("}", "}|").split("|"):
            label, index = fill.get(piece.strip("{}"), ("", 0)) if piece[:1] == "{" else ("", 0)
            names = {"CITY": CITIES, "PER": PEOPLE, "ORG": ORGANISATIONS}.get(label)
            written = names[index][0] if names else (term if piece == "{term}" else piece)
            if names:
                begin = start + len(text)
                found.append(
                    {
                        "start": begin,
                        "end": begin + len(written),
                        "text": written,
                        "label": label,
                        "entity_id": f"{label.lower()}-{index}",
                        "name": written,
                        "source": "register",
                    }
                )
            text += written
        text += " "
    return text.rstrip(), found


def _roles(found: list[dict[str, object]]) -> list[dict[str, object]]:
    rows = []
    for mention in found:
        if mention["label"] == "PER":
            number = int(str(mention["entity_id"]).split("-")[1])
            _, role, affiliation = PEOPLE[number]
            rows.append(
                {
                    "start": mention["start"],
                    "end": mention["end"],
                    "person_id": mention["entity_id"],
                    "person": mention["name"],
                    "role": role or None,
                    "affiliation": affiliation,
                    "affiliation_label": "ORG",
                    "affiliation_id": None,
                }
            )
    return rows[:1]


def _registers(base: Tables) -> Tables:
    entities = base["entities"].merge(base["documents"][["doc_id", "date"]], on="doc_id")
    groups = {
        label: rows.groupby("entity_id").agg(
            name=("name", "first"),
            mentions=("name", "size"),
            documents=("doc_id", "nunique"),
            first_seen=("date", "min"),
            last_seen=("date", "max"),
        )
        for label, rows in entities.groupby("label")
    }
    people = groups["PER"].reset_index(names="person_id")
    organisations = groups["ORG"].reset_index(names="organisation_id")
    numbers = [int(i.split("-")[1]) for i in organisations["organisation_id"]]
    organisations.insert(2, "abbreviation", [ORGANISATIONS[i][1] or None for i in numbers])
    organisations.insert(3, "kind", [ORGANISATIONS[i][2] for i in numbers])
    cities = groups["CITY"].reset_index(names="city_id")[
        ["city_id", "name", "mentions", "documents"]
    ]
    numbers = [int(i.split("-")[1]) for i in cities["city_id"]]
    cities.insert(2, "municipality", [None if n == "Brussel" else n for n in cities["name"]])
    cities.insert(
        3, "municipality_code", [None if n == "Brussel" else "GM0150" for n in cities["name"]]
    )
    cities.insert(4, "province", [CITIES[i][1] or None for i in numbers])
    cities.insert(5, "g40_member", [n != "Brussel" for n in cities["name"]])
    cities.insert(6, "latitude", [CITIES[i][2] for i in numbers])
    cities.insert(7, "longitude", [CITIES[i][3] for i in numbers])
    return {"people": people, "organisations": organisations, "cities": cities}


RUN = {
    "terugblik": "0.1.0",
    "finished": "2026-11-23T12:00:00+00:00",
    "model": {
        "name": "terugblik",
        "version": "0.1.0",
        "scores": {"ents_per_type": {"PER": {"p": 0.81, "r": 0.86, "f": 0.83}}},
    },
    "config": {"output": {"period": "year"}},
    "inputs": ["corpus/recaps"],
}

HOSTILE = [
    "<script>window.gehackt=1</script>",
    "</script><script>window.gehackt=1</script>",
    '"><img src=x onerror="window.gehackt=1">',
    "javascript:window.gehackt=1",
    "{{ 7*7 }} {% raw %} ${7*7} datum.x = window.gehackt=1",
    "<!-- <svg onload=window.gehackt=1> ]]> &lt;b&gt; \u2028\u2029 \U0001f600 e\u0301",
]


def hostile_tables() -> tuple[Tables, dict[str, object]]:
    """Return tables and a run.json in which every text that comes from recaps is an attack."""
    tables = report_tables(meetings=10)
    pools = {
        "documents": ("source", "title", "host_city", "event"),
        "paragraphs": ("section",),
        "themes": ("evidence",),
        "entities": ("name",),
        "people": ("name",),
        "organisations": ("name", "kind", "abbreviation"),
        "cities": ("name", "municipality", "province"),
        "roles": ("person", "role", "affiliation"),
        "problems": ("source", "message"),
    }
    for name, columns in pools.items():
        for column in columns:
            rows = tables[name]
            rows[column] = [HOSTILE[i % len(HOSTILE)] for i in range(len(rows))]
    ids = sorted(set(tables["entities"]["entity_id"]))
    attack = {key: f"{key}{HOSTILE[i % len(HOSTILE)]}" for i, key in enumerate(ids)}
    tables["entities"]["entity_id"] = tables["entities"]["entity_id"].map(attack)
    for name, column in (
        ("people", "person_id"),
        ("organisations", "organisation_id"),
        ("cities", "city_id"),
    ):
        tables[name][column] = tables[name][column].map(attack)
    tables["roles"]["person_id"] = tables["roles"]["person_id"].map(attack)
    rows = tables["paragraphs"]
    rows["text"] = [f"{text} {HOSTILE[i % len(HOSTILE)]}" for i, text in enumerate(rows["text"])]
    rows["end"] = rows["start"] + rows["text"].str.len()
    wrong = {"netwerk": HOSTILE[1], "lobby": "datum.x);window.gehackt=1"}
    tables["themes"]["theme"] = tables["themes"]["theme"].replace(wrong)
    links = dict.fromkeys(tables["documents"]["doc_id"], HOSTILE[3])
    return tables, {**RUN, "links": links, "inputs": HOSTILE, "model": {"name": HOSTILE[0]}}
