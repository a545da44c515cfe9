"""``headwater simulate``: recursive training, one system at a time."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.command_line.command import Outcome, ProgressLine, Subparsers, UnusableError, add_command

if TYPE_CHECKING:
    from core.simulation.result import Trajectories


def add(subparsers: Subparsers) -> None:
    """Declare the command. A system's own options are checked when it runs, so that the help loads no mathematics."""
    summary = "simulate recursive training; 'list' names the systems and their options"
    example = "headwater simulate gaussian --samples 100 --rounds 20 --estimator unbiased"
    parser = add_command(subparsers, "simulate", run, summary=summary, example=example)
    parser.add_argument("system", metavar="SYSTEM|list", help="the system to run")
    parser.add_argument(
        "--regime", default="replace", metavar="replace|accumulate|fixed-budget", help="what happens to earlier data"
    )
    parser.add_argument("--samples", type=int, metavar="M", help="training points a round")
    parser.add_argument("--rounds", type=int, metavar="N", help="rounds, the first on real data")
    parser.add_argument(
        "--fresh-human", type=float, default=0.0, metavar="R", help="share of new human data a round, 0 to 1"
    )
    parser.add_argument("--trajectories", type=int, metavar="T", help="independent runs to average over")
    parser.add_argument("--seed", type=int, help="drawn and reported when not given")
    parser.add_argument("--plot", type=Path, metavar="OUT.svg", help="also draw mean, band and theory into this file")
    parser.set_defaults(takes_further=True)


def run(arguments: argparse.Namespace, _: Path) -> Outcome:
    """List the systems, or run one of them."""
    from core.simulation import systems

    if arguments.system == "list":
        return _list()
    try:
        result = systems.run(
            arguments.system,
            read_options(arguments.further),
            regime=arguments.regime,
            samples=arguments.samples,
            rounds=arguments.rounds,
            fresh_human=arguments.fresh_human,
            trajectories=arguments.trajectories,
            seed=arguments.seed,
            progress=ProgressLine(),
        )
    except ValueError as error:
        raise UnusableError(f"simulate: {error}.") from None
    if arguments.plot is not None:
        _write_plot(result, arguments.plot)
    data = result.as_json()
    return Outcome(data, as_text(data))


def _write_plot(result: Trajectories, path: Path) -> None:
    from core.audit.atomic_file import write_atomically
    from reports.figures.trajectories import trajectories_figure
    from reports.svg import svg

    write_atomically(path, svg(trajectories_figure(result)).encode())


def read_options(words: list[str]) -> dict[str, str]:
    """A system's own options, typed as ``--name value``."""
    options: dict[str, str] = {}
    rest = list(words)
    while rest:
        name = rest.pop(0)
        if not name.startswith("--") or not rest:
            raise UnusableError(f"simulate: {name} is not an option with a value; see headwater simulate list.")
        options[name.removeprefix("--").replace("-", "_")] = rest.pop(0)
    return options


def as_text(data: dict[str, Any]) -> str:
    """Mean, standard error and theory of every quantity at the first, middle and last round."""
    rounds: list[int] = data["rounds"]
    shown = sorted({0, len(rounds) // 2, len(rounds) - 1})
    lines = [f"{data['system']}, {data['regime']}, {len(rounds)} rounds, seed {data['seed']}", ""]
    lines.append(f"{'round':>32} " + " ".join(f"{rounds[index]:>22}" for index in shown))
    for quantity, mean in data["mean"].items():
        error = data["standard_error"][quantity]
        cells = " ".join(f"{mean[index]:>11.4g} ± {error[index]:<8.2g}" for index in shown)
        lines.append(f"{quantity:>32} {cells}")
        if quantity in data["theory"]:
            theory = data["theory"][quantity]
            lines.append(f"{'theory':>32} " + " ".join(f"{theory[index]:>11.4g}{'':<11}" for index in shown))
    return "\n".join(lines)


def _list() -> Outcome:
    from core.simulation import systems

    described = [system.as_json() for system in systems.SYSTEMS.values()]
    lines = [f"{system.name:<20} {system.title}" for system in systems.SYSTEMS.values()]
    return Outcome({"systems": described}, "\n".join(lines))
