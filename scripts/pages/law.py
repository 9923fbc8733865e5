"""docs/law.md: from each article to the rules, the values and the scenarios, and everything that is not sure."""

from __future__ import annotations

from itertools import groupby

from dument.law.parameters import Parameter, Value, every_parameter
from dument.queries import atlas
from dument.queries.atlas import Entry
from scripts.pages.markdown import notice, page, table
from scripts.pages.scenarios import scenarios, written_from

SCENARIOS = "../tests/scenarios/ours"


def text() -> str:
    """Return the page."""
    told = [entry for entry in atlas.entries() if _is_told(entry)]
    return page(
        "# The law, article by article",
        notice("`src/dument/law`, its data files, `src/dument/procedure` and `tests/scenarios/ours`"),
        "Each article leads to the functions that apply it, to its dated values, to the scenarios written from it. "
        "Certainty: *confirmed*, official text or two places; *secondary*, one source; *inferred*, our reading of the "
        "texts; *unconfirmed*, not found or not read.",
        "[Articles](#articles) · [Values](#values) · [Scenarios](#scenarios) · [Not confirmed](#not-confirmed)",
        "## Articles",
        *(part for _, group in groupby(told, lambda one: one.reference.code) for part in _code(list(group))),
        "## Registered, and quoted only",
        _quoted([entry for entry in atlas.entries() if not _is_told(entry)]),
        "## Values",
        *(part for name, group in groupby(every_parameter(), _name) for part in _values(name, list(group))),
        "## Scenarios",
        _scenarios(),
        "## Not confirmed",
        _doubts(),
    )


def _is_told(entry: Entry) -> bool:
    return entry.applied or bool(written_from(entry.key))


def _code(group: list[Entry]) -> list[str]:
    return [f"### {group[0].reference.code}", *(_article(entry) for entry in group)]


def _article(entry: Entry) -> str:
    reference = entry.reference
    lines = [
        f"#### {reference}: {reference.title}",
        "",
        f"{reference.certainty} · read {reference.read_on}",
        "",
    ]
    lines += [f"- rule `{rule.path}`" + (f": {rule.says}" if rule.says else "") for rule in entry.rules]
    lines += [
        f"- values [`{name}`](#{name}): {label}"
        for name, label in {one.name: one.label for one in entry.series}.items()
    ]
    lines += [f"- act `{row.act}`: {row.label}" for row in entry.acts]
    lines += [
        f"- mention `{mention.code}`: {mention.label} ({mention.certainty})" for mention in entry.mentions
    ]
    lines += [f"- orientation: {step}" for step in entry.steps]
    found = written_from(entry.key)
    if found:
        lines.append("- scenarios: " + " · ".join(f"[{one.name}](#{one.name})" for one in found))
    return "\n".join(lines)


def _quoted(left: list[Entry]) -> str:
    return table(
        ("article", "title", "certainty", "read"),
        (
            (str(one.reference), one.reference.title, one.reference.certainty, str(one.reference.read_on))
            for one in left
        ),
    )


def _name(series: Parameter) -> str:
    return series.name


def _values(name: str, group: list[Parameter]) -> list[str]:
    first = group[0]
    rows = [
        (
            one.key,
            str(value.since),
            str(value.until or ""),
            f"{value.amount} {one.unit}",
            str(value.reference),
            value.certainty,
        )
        for one in group
        for value in one.values
    ]
    return [
        f'<a id="{name}"></a>\n\n### {first.label}',
        f"`{name}` · unit {first.unit} · read {first.checked_on}",
        table(("for", "since", "until", "value", "article", "certainty"), rows),
    ]


def _scenarios() -> str:
    return table(
        ("scenario", "title", "written from"),
        (
            (f'<a id="{one.name}"></a>[`{one.name}`]({SCENARIOS}/{one.name}.toml)', one.title, one.source)
            for one in scenarios()
        ),
    )


def _doubts() -> str:
    rows = [
        *(_value_row(series, value) for series, value in atlas.doubtful_values()),
        *((f"article {one}: {one.title}", one.certainty) for one in atlas.doubtful_articles()),
        *((f"printed text {one.title}, since {one.since}", one.certainty) for one in atlas.doubtful_texts()),
        *((f"mention {one.label} ({one.article})", one.certainty) for one in atlas.doubtful_mentions()),
        *((f"orientation, {label}", sure) for label, sure in atlas.doubtful_steps()),
    ]
    parts = []
    for certainty in ("unconfirmed", "inferred", "secondary"):
        mine = [what for what, sure in rows if sure == certainty]
        parts += [f"### {certainty.capitalize()} ({len(mine)})", "\n".join(f"- {what}" for what in mine)]
    return "\n\n".join(parts)


def _value_row(series: Parameter, value: Value) -> tuple[str, str]:
    key = f" [{series.key}]" if series.key else ""
    until = f" to {value.until}" if value.until else ""
    return (
        f"value [`{series.name}`](#{series.name}){key}: {value.amount} {series.unit}, from {value.since}{until} "
        f"({value.reference})",
        value.certainty,
    )
