from pathlib import Path

import gongkai.statute
from gongkai.statute.laws import load
from gongkai.statute.receipt import channels

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "statute.md").read_text(encoding="utf-8")


def test_every_setting_is_in_the_reference_with_its_default() -> None:
    for name, entry in load("readings").items():
        if name != "checked_on":
            assert f"| `{name}` | `{str(entry['value']).lower()}` |" in REFERENCE
            assert all(f"`{choice}`" in REFERENCE for choice in entry.get("choices", ()))


def test_every_module_and_every_channel_is_in_the_reference() -> None:
    modules = (path.stem for path in Path(gongkai.statute.__file__).parent.glob("*.py") if path.stem != "__init__")
    assert all(f"| `{module}` |" in REFERENCE for module in modules)
    assert all(f"`{channel}`" in REFERENCE for channel in channels())
