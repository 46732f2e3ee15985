"""The command starts with what every run needs, and loads the libraries of single kinds of files only when one is at hand."""

import subprocess
import sys

HEAVY = {"PIL", "cv2", "docx", "numpy", "onnxruntime", "openpyxl", "pandas", "pdfminer", "pdfplumber", "pypdfium2", "rapidocr", "typst"}


def test_the_start_loads_no_library_that_only_some_files_need() -> None:
    # one of them took half of the start, in every worker again: two cores were hardly faster than one
    program = "import sys, gongkai.cli.entry; print(*sorted(name.partition('.')[0] for name in sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert HEAVY.intersection(loaded) == set()
