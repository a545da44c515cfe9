"""How often the rule for samples errs, and how much it finds, by hand:

``python -m tests.benchmarks.samples_rates FOLDER OUT.yaml`` from the repository root, with the collections of real
texts in FOLDER. Every run has a seed made of its row and number, so that any part of the table can be computed again.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from core.samples.contrast import EARLIER, OTHER_VENDOR, REFERENCE, Other
from core.samples.measure import measure
from core.samples.text_set import TextSet
from core.samples.tokens import WORD, after_words, first_words, words

Texts = tuple[str, ...]
Draw = Callable[[np.random.Generator], tuple[TextSet, TextSet]]
LEAST_PARAGRAPH = 90
ANSWER_WORDS = 70
FOUND_IN = 8
HEAD = {
    "schema": "operating-characteristics/1",
    "command": "python -m tests.benchmarks.samples_rates FOLDER OUT.yaml",
    "source": "own runs on collections of human and model text named in docs/method-samples.md; English",
    "limits": "the same collections are drawn from again and again; intervals show the draws, not which texts exist",
}
THINNED = (0.01, 0.02, 0.05, 0.10, 0.20)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. changed: whether the sample is truly narrower, None where nobody knows; texts: a side."""

    id: str
    other: Other
    changed: bool | None
    what: str
    texts: str
    runs: int
    draw: Draw


class Collections:
    """The collections of real texts in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.file = cache(self._file)

    def _file(self, name: str, source: str | None = None) -> dict[str, str]:
        """Texts by prompt, or by place where there is none."""
        lines = (self._folder / name).read_text(encoding="utf-8").splitlines()
        rows = [row for row in map(json.loads, lines) if source is None or row["src"] == source]
        return {str(row.get("pair", place)): row["text"] for place, row in enumerate(rows) if row["text"].strip()}

    @property
    def human(self) -> dict[str, Texts]:
        """Every collection of human text."""
        stories = {
            f"stories beside {model}": tuple(self.file(f"paired/writing_{model}.jsonl", "human").values())
            for model in ("gpt2-xl", "davinci", "gpt-3.5-turbo", "gpt-4")
        }
        return {
            **stories,
            "school essays": tuple(self.file("controls/HewlettStudentEssay_real_88.jsonl").values()),
            "essays of learners": tuple(self.file("controls/TOEFL_real_91.jsonl").values()),
            "encyclopedia, cut": tuple(self.file("recursion/real.jsonl").values()),
            "encyclopedia, paragraphs": self.paragraphs,
        }

    @property
    def paragraphs(self) -> Texts:
        """Paragraphs of an encyclopedia."""
        text = (self._folder / "text" / "wikitext-2-valid.txt").read_text(encoding="utf-8")
        lines = [line.strip().replace("<unk>", "") for line in text.splitlines() if not line.strip().startswith("=")]
        return tuple(line for line in lines if len(words(line)) >= LEAST_PARAGRAPH)

    @property
    def models(self) -> dict[str, Texts]:
        """Every collection of one model's text."""
        stories = {
            model: tuple(self.file(f"paired/writing_{model}.jsonl", model).values())
            for model in ("gpt2-xl", "davinci", "gpt-3.5-turbo", "gpt-4")
        }
        rounds = {f"trigrams, round {number}": self.file(f"recursion/replace_g{number}.jsonl") for number in (1, 3, 6)}
        return {**stories, **{name: tuple(texts.values()) for name, texts in rounds.items()}}

    @cache  # noqa: B019 - one object lives as long as the program
    def answers(self) -> tuple[tuple[str, ...], ...]:
        """Ten answers of one model to each prompt, of prompts that are answered at length."""
        lines = (self._folder / "same_prompt" / "gemini-1.5-pro_50_prompts.jsonl").read_text("utf-8").splitlines()
        every = [tuple(json.loads(line)["generations"]) for line in lines]
        return tuple(group for group in every if all(len(words(text)) >= ANSWER_WORDS for text in group))


def rows(data: Collections) -> Iterator[Row]:
    """The whole table."""
    yield Row("human_halves", REFERENCE, False, "halves of human collections", "30 to 75", 240, _human_halves(data))
    full = _human_halves(data, 125)
    yield Row("human_halves_full", REFERENCE, False, "halves of human collections", "100 or more", 40, full)
    for model in ("gpt2-xl", "davinci", "gpt-3.5-turbo", "gpt-4"):
        chat = model.startswith("gpt-")
        truth = "a chat model" if chat else "an earlier kind of model"
        draw = _beside_people(data, model, 50)
        what = f"stories of {truth} ({model}) beside people's"
        yield Row(f"people_{model}", REFERENCE, chat or None, what, "50", 20, draw)

    halves = "halves of one model's texts"
    yield Row("same_release", EARLIER, False, halves, "30 to 75", 40, _model_halves(data, 30, 75))
    yield Row("same_release_full", EARLIER, False, halves, "100 or more", 20, _model_halves(data, 125, 140))
    paired = "answers of one model to the same prompts, paired"
    yield Row("same_answers", EARLIER, False, paired, "40 to 99", 30, _same_answers(data, paired=True))
    apart = "answers of one model to the same prompts, not paired"
    yield Row("same_answers_apart", EARLIER, False, apart, "40 to 99", 10, _same_answers(data, paired=False))
    stories = "two parts of the same story, paired"
    yield Row("same_story", EARLIER, False, stories, "60", 30, _same_story(data, 60))
    yield Row("same_story_full", EARLIER, False, stories, "110", 20, _same_story(data, 110))

    for mode, spoken in (("replace", "its own text only"), ("replaceT.9", "its own text only, temperature 0.9")):
        for last in (3, 6):
            yield from _recursion(data, mode, spoken, last)
    yield from _recursion(data, "mix10pctreal", "its own text and 10 % human text", 6)
    for share in THINNED:
        what = f"human stories with the rarest {100 * share:.0f} % of words replaced by common ones"
        for count in (50, 110):
            draw = _thinned(data, share, count)
            yield Row(f"thinned_{share:g}_{count}", EARLIER, True, what, str(count), FOUND_IN, draw)

    for model in ("gpt2-xl", "davinci", "gpt-3.5-turbo", "gpt-4"):
        chat = model.startswith("gpt-")
        what = f"stories of {model} beside people's to the same prompts"
        yield Row(f"vendor_{model}", OTHER_VENDOR, chat or None, what, "60", FOUND_IN, _beside_vendor(data, model, 60))
        if chat:
            back = f"people's stories beside those of {model} to the same prompts"
            draw = _beside_vendor(data, model, 60, back=True)
            yield Row(f"vendor_{model}_back", OTHER_VENDOR, False, back, "60", FOUND_IN, draw)


def _recursion(data: Collections, mode: str, spoken: str, last: int) -> Iterator[Row]:
    what = f"round {last} against round 1 of a model trained on {spoken}"
    for count in (50, 110):
        yield Row(f"{mode}_{last}_{count}", EARLIER, True, what, str(count), FOUND_IN, _rounds(data, mode, last, count))


def _apart(texts: Sequence[str], ours: int, theirs: int, rng: np.random.Generator) -> tuple[TextSet, TextSet]:
    order = rng.permutation(len(texts)).tolist()
    return tuple(TextSet(tuple(texts[place] for place in part)) for part in (order[:ours], order[ours : ours + theirs]))  # type: ignore[return-value]


def _human_halves(data: Collections, size: int | None = None) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        fit = [texts for texts in data.human.values() if size is None or len(texts) >= 2 * size]
        texts = fit[rng.integers(len(fit))]
        count = size or int(rng.integers(30, min(75, len(texts) // 2) + 1))
        return _apart(texts, count, min(2 * count, len(texts) - count), rng)

    return draw


def _model_halves(data: Collections, low: int, high: int) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        fit = [texts for texts in data.models.values() if len(texts) >= 2 * low + 10]
        texts = fit[rng.integers(len(fit))]
        count = int(rng.integers(low, min(high, len(texts) // 2) + 1))
        return _apart(texts, count, count, rng)

    return draw


def _beside_people(data: Collections, model: str, count: int) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        name = f"paired/writing_{model}.jsonl"
        ours, theirs = (tuple(data.file(name, source).values()) for source in (model, "human"))
        return _apart(ours, count, 0, rng)[0], _apart(theirs, 2 * count, 0, rng)[0]

    return draw


def _beside_vendor(data: Collections, model: str, count: int, *, back: bool = False) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        name = f"paired/writing_{model}.jsonl"
        ours, theirs = (data.file(name, source) for source in (model, "human"))
        prompts = [prompt for prompt in rng.permutation(sorted(ours)).tolist() if prompt in theirs][:count]
        sides = [TextSet(tuple(side[prompt] for prompt in prompts), (), tuple(prompts)) for side in (ours, theirs)]
        return (sides[1], sides[0]) if back else (sides[0], sides[1])

    return draw


def _same_answers(data: Collections, *, paired: bool) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        ours: list[tuple[str, str]] = []
        theirs: list[tuple[str, str]] = []
        for number, group in enumerate(data.answers()):
            order = rng.permutation(len(group)).tolist()
            for place in range(len(group) // 2):
                ours.append((f"{number}, {place}", group[order[2 * place]]))
                theirs.append((f"{number}, {place}", group[order[2 * place + 1]]))
        sides = [
            TextSet(tuple(text for _, text in side), (), tuple(key for key, _ in side) if paired else ())
            for side in (ours, theirs)
        ]
        return sides[0], sides[1]

    return draw


def _same_story(data: Collections, count: int) -> Draw:
    """The first and the second half of each story; which of them goes to which side is drawn."""

    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        stories = [text for text in data.file("paired/writing_gpt2-xl.jsonl", "human").values() if _long(text)]
        ours, theirs = [], []
        for place in rng.permutation(len(stories))[:count].tolist():
            half = len(WORD.findall(stories[place])) // 2
            parts = [first_words(stories[place], half), after_words(stories[place], half)]
            rng.shuffle(parts)
            ours.append(parts[0])
            theirs.append(parts[1])
        prompts = tuple(str(place) for place in range(len(ours)))
        return TextSet(tuple(ours), (), prompts), TextSet(tuple(theirs), (), prompts)

    return draw


def _long(text: str) -> bool:
    return len(WORD.findall(text)) >= 122


def _rounds(data: Collections, mode: str, last: int, count: int) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        late, early = (tuple(data.file(f"recursion/{mode}_g{number}.jsonl").values()) for number in (last, 1))
        return _apart(late, count, 0, rng)[0], _apart(early, count, 0, rng)[0]

    return draw


def _thinned(data: Collections, share: float, count: int) -> Draw:
    def draw(rng: np.random.Generator) -> tuple[TextSet, TextSet]:
        stories = tuple(data.file("paired/writing_gpt2-xl.jsonl", "human").values())
        ours, theirs = _apart(stories, count, count, rng)
        return TextSet(thinned(ours.texts, stories, share, rng)), theirs

    return draw


def thinned(texts: Sequence[str], source: Sequence[str], share: float, rng: np.random.Generator) -> Texts:
    """The texts with the rarest share of the words of the source replaced by draws from its other words."""
    counts = Counter(word for text in source for word in words(text))
    order = [word for word, _ in reversed(counts.most_common())]
    reach = np.cumsum([counts[word] for word in order]) <= share * sum(counts.values())
    rare = {word for word, is_rare in zip(order, reach, strict=True) if is_rare}
    kept = [word for word in order if word not in rare]
    weights = np.array([counts[word] for word in kept], np.float64)
    drawn = iter(rng.choice(kept, sum(map(len, map(words, texts))), p=weights / weights.sum()).tolist())
    lower = [text.lower().replace("’", "'") for text in texts]
    return tuple(WORD.sub(lambda found: next(drawn) if found[0] in rare else found[0], text) for text in lower)


def called(row: Row, run: int) -> tuple[bool, str]:
    """Whether the sample was called narrower in this run, and the overall word, or that no comparison was made."""
    rng = np.random.default_rng([zlib.crc32(row.id.encode()), run])
    sample, other = row.draw(rng)
    given = {REFERENCE: "reference", EARLIER: "earlier", OTHER_VENDOR: "other_vendor"}
    reading = measure(sample, seed=run, **{given[row.other]: other})  # type: ignore[arg-type]
    told = [reason for reason in reading.reasons if reason.startswith(f"Narrower than {row.other.name} on")]
    none_told = any(reason.startswith(f"Not told apart from {row.other.name}") for reason in reading.reasons)
    word = reading.overall if told or none_told else "refused"
    return any("on one of" not in reason for reason in told), word


def counted(row: Row) -> dict[str, Any]:
    """A row of the table as it is written."""
    words_found: Counter[str] = Counter()
    found = []
    for run in range(row.runs):
        narrower, word = called(row, run)
        words_found[word] += 1
        found += [run] if narrower else []
    refused = words_found.pop("refused", 0)
    return {
        "id": row.id,
        "against": {REFERENCE: "reference", EARLIER: "earlier", OTHER_VENDOR: "other_vendor"}[row.other],
        "changed": row.changed,
        "what": row.what,
        "texts": row.texts,
        "runs": row.runs,
        "compared": row.runs - refused,
        "called": len(found),
        "called_in_runs": found,
        "overall": dict(words_found),
    }


def main(folder: Path, out: Path) -> None:
    """Writes the table as it grows, one line a row; rows that the file already holds stay."""
    data = Collections(folder)
    known = {row["id"]: row for row in yaml.safe_load(out.read_text("utf-8"))["rows"]} if out.exists() else {}
    table = []
    for row in rows(data):
        start = time.perf_counter()
        table.append(known.get(row.id) or counted(row))
        if row.id in known:
            continue
        line = table[-1]
        print(f"{row.id:28} {line['called']:4} of {line['compared']:4} {line['overall']}", end=" ")
        print(f"{time.perf_counter() - start:.0f} s", flush=True)
        head = {**HEAD, "as_of": dt.date.today(), "rows": table}
        out.write_text(yaml.safe_dump(head, sort_keys=False, width=120), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
