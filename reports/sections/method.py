"""How the audit was done: scope, grades, scores, and the rules that limited the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from questionnaires.custom import is_custom, own_questions
from reports.figures.numbers import percent, points
from reports.material import Material
from reports.pdf.blocks import bullets, gap, heading
from reports.pdf.paragraph import P, fill, show
from reports.pdf.styles import BODY, CELL, CELL_BOLD, CELL_SMALL, LEAD, TEXT_WIDTH
from reports.pdf.table import Cell, data_table, with_heading
from reports.rule_words import STAKES, condition_words, limits_words, stakes_in_words
from reports.sections.conduct import conduct
from reports.text import Markup, shorten
from reports.words import capital, count_words, date_words, unbroken, verdict_label

_NAME, _RULE, _AT_BEST = 120, 98.0, 60.0


def method(material: Material) -> list[Flowable]:
    """Scope, grades, scores, caps."""
    rules = material.library.rules
    story: list[Flowable] = [
        *heading("Method", "method", 1),
        P(_what_was_done(material), LEAD),
        *[
            P(fill("<b>{title}.</b> {purpose}", title=pack.pack.title, purpose=pack.pack.purpose), BODY)
            for pack in material.packs
        ],
    ]
    story += [*conduct(material), *_grades(material)]
    story += [
        *heading("Scores", "scores"),
        P(
            fill(
                "<b>Disclosure.</b> {total} {meaning}",
                total=rules.disclosure_score.total,
                meaning=rules.disclosure_score.meaning,
            ),
            BODY,
        ),
        P(
            fill(
                "<b>Practice.</b> {total} {meaning}",
                total=rules.practice_score.total,
                meaning=rules.practice_score.meaning,
            ),
            BODY,
        ),
        P(fill("<b>Verdict.</b> {final}.", final=rules.verdicts.final[:1].upper() + rules.verdicts.final[1:]), BODY),
    ]
    story += [P(said, BODY) for said in _own_questions(material)]
    return [*story, *_sections(material), *_caps(material), *_transparency(material), *_every_rule(material)]


def _what_was_done(material: Material) -> Markup:
    """Who asked how much, and when."""
    document = material.document
    asked = sum(answer.status != "not_asked" for answer in document.answers.values())
    auditor = shorten(document.auditor.name, _NAME)
    first, last = (unbroken(date_words(day)) for day in (document.opened, material.closed))
    if not asked:
        return fill(
            "{auditor} opened the audit on {opened}; no question has been asked yet.", auditor=auditor, opened=first
        )
    return fill(
        "{auditor} asked {asked} {when}, wrote each answer down word for word, graded the evidence behind it, and "
        "applied published rules.",
        auditor=auditor,
        asked=count_words(asked, "question"),
        when=f"on {first}" if first == last else f"between {first} and {last}",
    )


def _own_questions(material: Material) -> Iterator[Markup]:
    """What became of questions that the auditor added; they have no say in anything computed."""
    document = material.document
    for pack in material.packs:
        if is_custom(pack.id):
            answered, applying = own_questions(pack, document.answers, document.context.lane)
            yield fill(
                "<b>{title}: own questions.</b> {answered} of {all} answered; they do not count towards scores, the "
                "simulated risk or the verdict.",
                title=pack.pack.title,
                answered=str(answered),
                all=str(applying),
            )


def _grades(material: Material) -> list[Flowable]:
    given = [answer.grade for answer in material.document.answers.values()]
    rows: list[list[Cell]] = [
        [
            P(show(f"{number} {grade.label}"), CELL_BOLD),
            P(show(grade.test), CELL),
            P(show(percent(grade.factor)), CELL),
            P(show(percent(grade.sim_weight)), CELL),
            P(show(str(given.count(number))), CELL),
        ]
        for number, grade in material.library.vocabulary.evidence_grades.items()
    ]
    head = ("Grade", "What it takes", "Counts", "In simulation", "Answers")
    table = data_table(head, rows, (108, TEXT_WIDTH - 278, 50, 70, 50))
    adjustments = [show(rule.rule) for rule in material.library.vocabulary.evidence_adjustments]
    return [*with_heading(heading("Grades of evidence", "grades"), table), gap(6), *bullets(adjustments)]


def _sections(material: Material) -> list[Flowable]:
    rows: list[list[Cell]] = [
        [
            P(show(section.title), CELL_BOLD),
            P(show(points(section.disclosure)), CELL),
            P(show("–" if section.practice is None else points(section.practice)), CELL),
        ]
        for section in material.assessment.sections
    ]
    if not rows:
        return []
    table = data_table(("Section", "Disclosure", "Practice"), rows, (TEXT_WIDTH - 160, 80, 80))
    return with_heading(heading("Scores by section", "section-scores"), table)


def _caps(material: Material) -> list[Flowable]:
    base = verdict_label(material.library, material.assessment.base)
    title = [
        *heading("Rules that limited the verdict", "caps"),
        P(
            fill(
                "By disclosure alone the verdict would be <b>{base}</b>. No score can buy off these rules.", base=base
            ),
            BODY,
        ),
    ]
    if not material.assessment.caps:
        return [*title, P(fill("None applied."), BODY)]
    rows: list[list[Cell]] = [
        [
            [P(show(cap.id), CELL_BOLD), P(show("decides" if cap.binding else "applies"), CELL_SMALL)],
            P(show(capital(cap.reason)), CELL),
            P(show(verdict_label(material.library, cap.limit) if cap.limit else "one step down"), CELL),
            P(show(capital(cap.lift)), CELL),
        ]
        for cap in material.assessment.caps
    ]
    head = ("Rule", "Because", "At best", "What would lift it")
    return with_heading(title, data_table(head, rows, (98, TEXT_WIDTH - 318, 80, 140)))


def _every_rule(material: Material) -> list[Flowable]:
    """All caps of this version of the rules, made from the data that decides."""
    library = material.library
    applied = {cap.id for cap in material.assessment.caps}
    rows: list[list[Cell]] = [
        [
            [P(show(rule.id), CELL_BOLD), P(show("applied" if rule.id in applied else ""), CELL_SMALL)],
            P(show(capital(condition_words(rule.condition, library))), CELL_SMALL),
            *[P(show(said), CELL_SMALL) for said in limits_words(rule, library)],
        ]
        for rule in library.rules.never_averaged
    ]
    change = library.rules.changelog[0]
    lead = fill("Version {version} of the rules, {date}.", version=change.version, date=date_words(change.date))
    title = [*heading("Every rule, and when it applies", "every-rule"), P(lead, BODY)]
    head = ("Rule", "Applies when", *(f"At best: {library.vocabulary.stakes[level].label.lower()}" for level in STAKES))
    table = data_table(head, rows, (_RULE, TEXT_WIDTH - _RULE - 3 * _AT_BEST, *[_AT_BEST] * 3))
    return [*with_heading(title, table), gap(6), *_compensated(material)]


def _compensated(material: Material) -> list[Flowable]:
    """The route by which the buyer's own checks stand in for the vendor's answers."""
    library, route = material.library, material.library.rules.compensated_route
    effects = [
        fill(
            "{stakes}: {verdict}, given {also}.",
            stakes=library.vocabulary.stakes[level].label,
            verdict=verdict_label(library, route.at(level).floor),
            also=stakes_in_words(route.at(level).also, library),
        )
        for level in STAKES
    ]
    used = "It was used here." if material.assessment.compensated else "It was not used here."
    when = fill(
        "<b>Compensated.</b> Applies when {condition}. {limit} {used} At least:",
        condition=condition_words(route.condition, library),
        limit=route.known_limit,
        used=used,
    )
    return [P(when, BODY), *bullets(effects)]


def _transparency(material: Material) -> list[Flowable]:
    """The count of twenty beside the developers of the index; never on the axis of our own scores."""
    count = material.assessment.transparency_count
    if count is None:
        return []
    index = material.library.transparency_index
    said = fill(
        "The vendor met {count} of {all} data indicators. {warning} {attribution}.",
        count=count,
        all=len(index.indicators),
        warning=str(material.library.rules.fmti_comparison["warn"]),
        attribution=index.attribution,
    )
    counted = [(company.name, company.data_20, False) for company in index.companies]
    counted.append((shorten(material.document.vendor, _NAME), count, True))
    counted.sort(key=lambda row: (-row[1], row[0]))
    rows: list[list[Cell]] = [
        [P(show(name), CELL_BOLD if ours else CELL), P(show(f"{met} of {len(index.indicators)}"), CELL)]
        for name, met, ours in counted
    ]
    title = [*heading("Beside the transparency index", "transparency"), P(said, BODY)]
    return with_heading(title, data_table(("Developer", "Data indicators met"), rows, (TEXT_WIDTH - 160, 160)))
