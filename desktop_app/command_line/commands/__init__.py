"""The commands, in the order the help lists them. A new command is one file and one line here."""

from __future__ import annotations

from desktop_app.command_line.commands import (
    assess,
    audit,
    branding,
    compare,
    credentials,
    demo,
    letter,
    pack,
    report,
    risk,
    samples,
    selftest,
    simulate,
    tail_kit,
    training_data,
    verify,
    watermark,
    workspace,
)

ALL = (
    demo.add,
    assess.add,
    risk.add,
    report.add,
    letter.add,
    verify.add,
    samples.add,
    watermark.add,
    credentials.add,
    training_data.add,
    tail_kit.add,
    simulate.add,
    pack.add,
    audit.add,
    compare.add,
    branding.add,
    workspace.add,
    selftest.add,
)
