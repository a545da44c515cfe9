"""The rounds of the auto-encoder: training, drawing and measuring."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from core.simulation.neural.digits import PIXELS, Images
from core.simulation.neural.repeatable import repeatable
from core.simulation.neural.steps import Steps
from core.simulation.neural.training_set import passes, rows_material
from core.simulation.neural.vae import VaeScenario
from core.simulation.result import Floats
from core.simulation.rounds import train_rounds
from core.simulation.system import Progress

HIDDEN, LATENTS = 128, 8
GROUP = 128
LEARNING_RATE = 2e-3
HELD_OUT = 500


class AutoEncoder(nn.Module):
    """64 pixels to 128 units to 8 numbers with a mean and a log variance each, and back."""

    def __init__(self) -> None:
        super().__init__()
        self.look = nn.Sequential(nn.Linear(PIXELS, HIDDEN), nn.ReLU())
        self.mean = nn.Linear(HIDDEN, LATENTS)
        self.log_variance = nn.Linear(HIDDEN, LATENTS)
        self.draw = nn.Sequential(nn.Linear(LATENTS, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, PIXELS))

    def encode(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance of the code, each of shape (images, 8)."""
        seen = self.look(images)
        return self.mean(seen), self.log_variance(seen)

    def loss(self, images: Tensor, beta: float) -> Tensor:
        """Cross-entropy of the pixels plus beta times the divergence of the code from a standard normal, summed."""
        mean, log_variance = self.encode(images)
        code = mean + torch.randn_like(mean) * (log_variance / 2).exp()
        exactness = functional.binary_cross_entropy_with_logits(self.draw(code), images, reduction="sum")
        divergence = -0.5 * (1 + log_variance - mean**2 - log_variance.exp()).sum()
        return exactness + beta * divergence

    @torch.no_grad()
    def codes(self, images: Images) -> Images:
        """Mean codes of pictures, shape (images, 8)."""
        return np.asarray(self.encode(torch.from_numpy(images))[0].numpy())

    @torch.no_grad()
    def draw_new(self, number: int) -> Images:
        """Pictures drawn from random codes, shape (number, 64)."""
        return np.asarray(torch.sigmoid(self.draw(torch.randn(number, LATENTS))).numpy())

    @torch.no_grad()
    def draw_again(self, images: Images) -> Images:
        """Pictures drawn from the mean codes of pictures, shape (images, 64)."""
        return np.asarray(torch.sigmoid(self.draw(torch.from_numpy(self.codes(images)))).numpy())


def train_models(
    scenario: VaeScenario, rng: np.random.Generator, progress: Progress | None = None
) -> dict[str, Floats]:
    """One run: for each quantity its value in each round, shape (rounds,)."""
    plan, draw_digits = scenario.plan, scenario.real
    steps = Steps(scenario.steps, progress)
    held_out = draw_digits(HELD_OUT, rng)
    measured: dict[str, list[float]] = {"latent_sd": [], "pixel_variance": [], "reconstruction_error": []}
    observer: AutoEncoder | None = None

    def learn(_round_index: int, images: Images) -> Callable[[int], Images]:
        nonlocal observer
        model = _train(images, scenario, rng, steps)
        observer = observer or model
        drawn = model.draw_new(plan.samples)
        measured["latent_sd"].append(float(observer.codes(drawn).std()))
        measured["pixel_variance"].append(float(drawn.var(axis=0).sum() / held_out.var(axis=0).sum()))
        measured["reconstruction_error"].append(float(((model.draw_again(held_out) - held_out) ** 2).mean()))
        return lambda number: drawn[:number]

    with repeatable(int(rng.integers(2**63))):
        train_rounds(plan, rows_material(lambda number: draw_digits(number, rng), rng), learn)
    values = {name: np.array(rounds) for name, rounds in measured.items()}
    return {**values, "latent_ratio": values["latent_sd"] / values["latent_sd"][0]}


def _train(images: Images, scenario: VaeScenario, rng: np.random.Generator, steps: Steps) -> AutoEncoder:
    model = AutoEncoder()
    optimiser = torch.optim.Adam(model.parameters(), LEARNING_RATE)
    data = torch.from_numpy(images)
    for _ in range(scenario.epochs):
        for rows in passes(len(images), scenario.plan.samples, rng, GROUP):
            optimiser.zero_grad()
            torch.autograd.backward(model.loss(data[torch.from_numpy(rows)], scenario.beta))
            optimiser.step()
        steps.step()
    return model
