"""The classifier against the labelled corpus: one half it was tuned on, one half it was not."""

from pathlib import Path

import pytest
from score import compare, describe

CORPUS = Path(__file__).parent.parent / "data" / "roles"


@pytest.mark.parametrize("half", ["tune", "heldout"])
def test_the_classifier_agrees_with_the_labels_on_95_of_100_stages(half):
    folder = CORPUS / half
    if not (folder / "labels.json").is_file():
        pytest.skip(f"{folder} is not labelled")
    rows = list(compare(folder))
    wrong = [row for row in rows if row[3] is None or row[3].role not in row[2]]
    agreement = 1 - len(wrong) / len(rows)
    assert agreement >= 0.95, f"{agreement:.1%} of {len(rows)} stages:\n" + "\n".join(describe(*row) for row in wrong)
