#!/usr/bin/env python3
"""Makes tests/golden/train_code/answers.txt: what PyTorch says to the code that the Train stage gives.

The code itself and the arrays that it loads are written by the tests, from the same networks that they check:

    FLATSCOPE_WRITE_CODE=1 build/tests/model_tests --gtest_filter=TrainCode.IsWhatPytorchRan
    python3 tests/golden/make_train_code_goldens.py

Each .py file is run as it stands, in its folder. Its line in answers.txt: its name, and the logits that it printed; for
a training, what it printed of its last epoch: loss, training and test accuracy in per cent.
"""
import contextlib
import io
import pathlib
import re
import tempfile

import torch

HERE = pathlib.Path(__file__).resolve().parent / "train_code"


def run(path, where):
    names, printed = {"__file__": str(where / path.name)}, io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.chdir(where):
        exec(compile(path.read_text(), path.name, "exec"), names)
    return names, printed.getvalue().splitlines()


def misses_its_file(path):
    """Code that loads a file says so where that is not there."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            run(path, pathlib.Path(folder))
        except SystemExit as end:
            assert "is not here" in str(end), end
            return
    assert False, f"{path.name} does not miss its file"


def line_of(path):
    names, printed = run(path, HERE)
    if "Path(" in path.read_text():
        misses_its_file(path)
    if path.stem.endswith("-training"):
        assert len(printed) == 30, printed
        numbers = re.fullmatch(r"epoch 30: loss (\S+), training (\S+) %, test (\S+) %", printed[-1]).groups()
    else:
        numbers = printed[0].split()
        ours = re.search(r"^# Here: (.*)$", path.read_text(), re.M).group(1).split()
        assert all(abs(float(a) - float(b)) < 2e-4 for a, b in zip(numbers, ours)), (path.name, numbers, ours)
        assert printed[1] == f"read as {names['classes'][names['logits'].argmax()]}", printed
    return f"{path.stem} {' '.join(numbers)}"


if __name__ == "__main__":
    torch.set_num_threads(1)
    (HERE / "answers.txt").write_text("\n".join(line_of(path) for path in sorted(HERE.glob("*.py"))) + "\n")
