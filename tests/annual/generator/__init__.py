"""Random annual reports with known figures: a plan, printed as a page, laid out, garbled and encoded.

Nothing here imports the reader: labels and cell codes are written down from the form itself, so that a wrong label in our data is caught.
"""

import pytest

pytest.register_assert_rewrite("annual.generator.verdict")
