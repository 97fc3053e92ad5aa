"""What is kept of a preparation beside its document, for the page: what is lost, what else can be chosen. Pure."""

from dataclasses import asdict
from typing import Any

from safeconduct.statistics.editions.losses import tenths
from safeconduct.statistics.editions.preparing import Prepared
from safeconduct.statistics.protecting.cheaper import Suggestion


def outcome(found: Prepared) -> dict[str, Any]:
    """As it is kept."""
    return {
        "loss": asdict(found.loss),
        "refused": [[rung, reason.code] for rung, reason in found.refused],
        "closed": [[rung, reason.code] for rung, reason in found.closed],
        "coarser": [asdict(one) for one in found.coarser],
        "longer": [[years, asdict(one)] for years, one in found.longer],
        "tables": [[name, _suggestion(one)] for name, one in found.tables],
        "no_measures": found.no_measures,
    }


def _suggestion(one: Suggestion) -> dict[str, Any]:
    return {
        "codes": [[name, list(codes)] for name, codes in one.layout.codes],
        "cells": one.cells,
        "hidden": one.hidden,
        "tenths": tenths(one.hidden_for_others, one.in_cells),
        "merged": one.merged,
        "without": one.without,
    }
