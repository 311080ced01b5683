#!/usr/bin/env python3
"""Makes tests/golden/network_code/answers.txt: what PyTorch says to the code that "Copy as PyTorch" gives for networks.

The code itself is written by the tests, from the same networks that they check:

    FLATSCOPE_WRITE_CODE=1 build/tests/model_tests --gtest_filter=ParametersCode.IsWhatPytorchRan
    python3 tests/golden/make_network_code_goldens.py

Each .py file is run as it stands. Its line in answers.txt: name, the count it printed, and the shape of the network's
answer to an input of the size its first comment gives.
"""
import contextlib
import io
import pathlib
import re

import torch

HERE = pathlib.Path(__file__).resolve().parent / "network_code"


def run(path):
    code = path.read_text()
    names, printed = {}, io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, path.name, "exec"), names)
    count = printed.getvalue().strip()
    said = re.search(r"^# Parameters: (\S+)$", code, re.M).group(1)
    assert said == count, f"{path.name}: the comment says {said}, PyTorch {count}"
    size = [int(n) for n in re.search(r"^# Input: (\d+) x (\d+) x (\d+) ", code, re.M).groups()]
    with torch.no_grad():
        shape = names["net"](torch.zeros(1, *size)).shape[1:]
    return f"{path.stem} {count.replace(',', '')} {'x'.join(map(str, shape))}"


if __name__ == "__main__":
    torch.set_num_threads(1)
    lines = [run(path) for path in sorted(HERE.glob("*.py"))]
    (HERE / "answers.txt").write_text("name parameters output\n" + "\n".join(lines) + "\n")
