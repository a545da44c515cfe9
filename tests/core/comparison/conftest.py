"""Worked audits, evaluated for real with few draws."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.assessment.evaluate import Evaluation, evaluate
from core.audit.document import AuditDocument
from questionnaires.library import EXAMPLES, Library, load_library
from questionnaires.safe_yaml import read_yaml

DRAWS = 200


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library()


@pytest.fixture(scope="session")
def evaluated(library: Library) -> Callable[[AuditDocument], Evaluation]:
    return lambda document: evaluate(document, library, seed=7, draws=DRAWS)


@pytest.fixture(scope="session")
def audits() -> dict[str, AuditDocument]:
    """The worked audits by the letter their file begins with."""
    return {
        path.stem.partition("_")[0]: AuditDocument.model_validate(read_yaml(path))
        for path in sorted(EXAMPLES.glob("*.yaml"))
    }


@pytest.fixture(scope="session")
def worked(audits: dict[str, AuditDocument], evaluated: Callable[[AuditDocument], Evaluation]) -> dict[str, Evaluation]:
    return {letter: evaluated(audit) for letter, audit in audits.items()}
