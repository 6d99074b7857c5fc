"""Named runs: kept once, named apart, compared only with what started from the same weights."""

import numpy as np
import pytest

from bpsim.core.kept_runs import COLOURS, KeptRun
from bpsim.core.methods.adam import Adam
from bpsim.core.network import Network
from bpsim.core.settings import TrainingSettings
from bpsim.session.runs import Runs, result_words, settings_words, summary_of

NETWORK = Network.of(["sigmoid"], [[[0.1, 0.2, 0.3]]])
OTHER = NETWORK.with_weight(1, 1, 0, 0.1000001)
SLOW, FAST = TrainingSettings(0.1), TrainingSettings(3.0)
FALLING = 0.7 * np.exp(-np.arange(2000) / 400)


def names(runs: Runs) -> list[str]:
    """The name of each run."""
    return [run.name for run in runs.items]


def two() -> Runs:
    """A slow run and a fast one from the same weights."""
    return Runs().kept(SLOW, FALLING, NETWORK).kept(FAST, FALLING / 2, NETWORK)


def test_a_run_is_kept_as_it_was() -> None:
    costs = FALLING.copy()
    (run,) = Runs().kept(SLOW, costs, NETWORK, " my  first ").items
    costs[:] = 0.0
    np.testing.assert_array_equal(run.costs, FALLING)
    assert not run.costs.flags.writeable
    assert (run.name, run.settings, run.start, run.shown) == ("my first", SLOW, NETWORK, True)


def test_keeping_makes_a_new_list_and_leaves_the_old_one() -> None:
    before = Runs()
    after = before.kept(SLOW, FALLING, NETWORK)
    assert (len(before), len(after)) == (0, 1)


def test_without_a_name_the_settings_give_one() -> None:
    runs = two()
    assert names(runs) == ["α = 0.1", "α = 3"]
    runs = runs.kept(TrainingSettings(3.0, lam=0.5), FALLING, NETWORK)
    runs = runs.kept(TrainingSettings(3.0, batch_size=1), FALLING, NETWORK)
    assert names(runs)[2:] == ["α = 3, λ = 0.5", "α = 3, λ = 0, batch 1"]


def test_no_two_have_the_same_name() -> None:
    runs = two().kept(SLOW, FALLING[:50], NETWORK).kept(SLOW, FALLING[:60], NETWORK)
    assert names(runs) == ["α = 0.1", "α = 3", "α = 0.1 (2)", "α = 0.1 (3)"]
    assert names(runs.renamed(1, "α = 0.1")) == ["α = 0.1", "α = 0.1 (4)", *names(runs)[2:]]


def test_the_same_run_is_kept_once_and_shown_again() -> None:
    runs = two().with_shown(0, False)
    again = runs.kept(TrainingSettings(0.1), FALLING.copy(), NETWORK, "another name")
    assert names(again) == names(runs)
    assert again.items[0].shown
    assert len(runs.kept(SLOW, FALLING[:-1], NETWORK)) == 3, "one that is shorter is another"
    assert len(runs.kept(SLOW, FALLING, OTHER)) == 3, "and so is one that started elsewhere"


@pytest.mark.parametrize("name", ["", "  ", "α = 0.1"])
def test_no_name_or_the_same_one_changes_nothing(name: str) -> None:
    runs = two()
    assert runs.renamed(0, name) is runs


def test_a_long_name_is_cut() -> None:
    assert len(two().renamed(0, "x" * 1000).items[0].name) == 60


def test_removing_leaves_the_others_with_their_colours() -> None:
    runs = two().kept(SLOW, FALLING[:9], NETWORK)
    colours = [run.colour for run in runs.items]
    assert colours == [0, 1, 2]
    left = runs.removed(1)
    assert [run.colour for run in left.items] == [0, 2]
    assert left.kept(FAST, FALLING[:8], NETWORK).items[-1].colour == 1, "the one set free"


def test_colours_come_again_once_all_are_used() -> None:
    runs = Runs()
    for n in range(2 * COLOURS + 1):
        runs = runs.kept(SLOW, FALLING[: n + 1], NETWORK)
    assert [run.colour for run in runs.items] == [*range(COLOURS), *range(COLOURS), 0]


def test_beside_a_run_lie_those_that_are_shown_and_began_like_it() -> None:
    runs = two().kept(SLOW, FALLING[:9], OTHER)
    assert [run.name for run in runs.overlays(NETWORK)] == ["α = 0.1", "α = 3"]
    assert [run.name for run in runs.with_shown(0, False).overlays(NETWORK)] == ["α = 3"]
    same = Network.of(["sigmoid"], [[[0.1, 0.2, 0.3]]])
    assert len(runs.overlays(same)) == 2, "equal weights are the same start"
    assert [run.name for run in runs.overlays(OTHER)] == ["α = 0.1 (2)"]


def test_a_run_in_words() -> None:
    run = KeptRun("", TrainingSettings(0.5), 0.031 + np.zeros(2000), NETWORK)
    assert summary_of(run) == "α 0.5 · λ 0 · batch all · 2,000 iterations · J 0.031"


def test_unusual_settings_are_told() -> None:
    settings = TrainingSettings(0.1, 2.0, 10, False, 7, "shuffled")
    assert settings_words(settings) == "α 0.1 · λ 2 · batch 10 · shuffled, seed 7 · biases fixed"


def test_another_method_is_told_and_names_a_run() -> None:
    settings = TrainingSettings(0.1, method=Adam(beta1=0.5))
    assert settings_words(settings) == "α 0.1 · λ 0 · batch all · Adam, β₁ 0.5"
    runs = two().kept(settings, FALLING, NETWORK).kept(SLOW, FALLING[:7], NETWORK)
    assert names(runs)[2:] == ["α = 0.1, Adam, β₁ 0.5", "α = 0.1, Descent"]
    assert len(runs.kept(TrainingSettings(0.1, method=Adam()), FALLING, NETWORK)) == 5


@pytest.mark.parametrize(
    ("costs", "diverged", "words"),
    [
        ([], False, ["0 iterations"]),
        ([0.5], False, ["1 iteration", "J 0.5"]),
        ([0.5, 9.0, np.inf, np.nan], False, ["2 iterations", "diverged at 2"]),
        ([0.5, 9.0, 1e300], True, ["3 iterations", "diverged at 3"]),
    ],
)
def test_a_result_in_words(costs: list[float], diverged: bool, words: list[str]) -> None:
    (run,) = Runs().kept(SLOW, costs, NETWORK, diverged=diverged).items
    assert result_words(run) == words
    assert np.isfinite(run.costs).all()


def test_a_run_that_diverged_is_not_the_one_that_was_stopped_there() -> None:
    runs = Runs().kept(SLOW, FALLING, NETWORK).kept(SLOW, FALLING, NETWORK, diverged=True)
    assert len(runs) == 2


def test_kept_runs_fit_into_a_file_or_not(monkeypatch: pytest.MonkeyPatch) -> None:
    runs = two()
    assert runs.fit
    monkeypatch.setattr("bpsim.session.runs.MOST_NUMBERS", 4003)
    assert runs.fit, "two runs of 2,000 and one start of 3 weights"
    monkeypatch.setattr("bpsim.session.runs.MOST_NUMBERS", 4002)
    assert not runs.fit
